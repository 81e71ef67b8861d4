import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../bpmn/index.js';
import { dueInstant } from '../../regulations/calendar/due.js';
import { NotSupported, type CaseHost, type OpenJob, type ReadModel, type View } from './case-host.js';
import type { Case, Expectation, Step, StepOf } from './case-schema.js';
import { failures, type Subject } from './expectations.js';

/** A case on its way through its steps. */
export interface Progress {
  readonly case: Case;
  readonly host: CaseHost;
  readonly readModel: ReadModel;
  /** Instances started by steps, by name; the first one also under ''. Refused ones have none. */
  readonly started: Map<string, string | undefined>;
  /** Whether the last start was refused, and whether a deployment was. */
  readonly refused: { start: boolean; deployment: boolean };
}

type StepRunner<D extends Step['do']> = (progress: Progress, step: StepOf<D>) => Promise<void>;

/** Names of the first started instance: what steps refer to when they name none. */
const first = '';

/** One runner for every step: leaving one out is a compile error. */
const runners: { readonly [D in Step['do']]: StepRunner<D> } = {
  async deploy({ host, readModel, refused }, { models }) {
    const deployment = await host.deploy(await Promise.all(models.map(readModel)));
    if (deployment.deployed) return;
    if (deployment.why === 'unsupported') throw new NotSupported(deployment.reason);
    refused.deployment = true;
  },
  async start({ host, started, refused }, { processId, variables = {}, as }) {
    const answer = await host.start(processId, variables);
    refused.start = !answer.started;
    const instance = answer.started ? answer.instance : undefined;
    if (!started.has(first)) started.set(first, instance);
    if (as !== undefined) started.set(as, instance);
  },
  async completeJob(progress, { count = 1, variables = {}, ...wanted }) {
    for (let time = 0; time < count; time++) {
      await progress.host.completeJob((await oldestJob(progress, wanted)).key, variables);
    }
  },
  async failJob(progress, { retries = 0, message = '', ...wanted }) {
    await progress.host.failJob((await oldestJob(progress, wanted)).key, retries, message);
  },
  async updateJobRetries(progress, { retries, ...wanted }) {
    const jobs = (await progress.host.settle()).jobs.filter((job) => fits(progress, job, wanted));
    const job = jobs.find((one) => one.retries === 0) ?? jobs[0];
    if (job === undefined) throw new Error(`there is no job of type ${wanted.type}`);
    await progress.host.updateJobRetries(job.key, retries);
  },
  async throwError(progress, { code, variables = {}, ...wanted }) {
    await progress.host.throwError((await oldestJob(progress, wanted)).key, code, variables);
  },
  async completeUserTask(progress, { elementId, variables = {}, count = 1, instance }) {
    for (let time = 0; time < count; time++) {
      const { tasks } = await progress.host.settle();
      const wanted = instance === undefined ? undefined : instanceNamed(progress, instance);
      const task = tasks.find((one) => one.elementId === elementId && (wanted ?? one.instance) === one.instance);
      if (task === undefined) throw new Error(`there is no open task of ${elementId}`);
      await progress.host.completeTask(task.key, variables);
    }
  },
  async publishMessage({ host }, { name, correlationKey = '', variables = {}, timeToLive = 'PT0S' }) {
    const now = await host.now();
    await host.publishMessage({ name, correlationKey, variables, timeToLive: after(now, timeToLive) - now });
  },
  broadcastSignal: ({ host }, { name, variables = {} }) => host.broadcastSignal(name, variables),
  async advanceTime({ host }, { duration }) {
    await host.advanceTo(after(await host.now(), duration));
  },
  async setVariables(progress, { variables, elementId, local = false, instance = first }) {
    const at = { local, ...(elementId !== undefined && { elementId }) };
    await progress.host.setVariables(instanceNamed(progress, instance), variables, at);
  },
  async resolveIncident(progress, { instance = first }) {
    const id = instanceNamed(progress, instance);
    const { incidents } = await progress.host.settle();
    for (const incident of incidents) if (incident.instance === id) await progress.host.resolveIncident(incident.key);
  },
  async cancel(progress, { instance = first }) {
    await progress.host.cancel(instanceNamed(progress, instance));
  },
  async expect(progress, expectation) {
    const view = await progress.host.settle();
    const faults = failures(subjectOf(progress, expectation, view), expectation);
    if (faults.length > 0) throw new Error(faults.join('; '));
  },
};

/** Carries out one step. Throws an error that says what went wrong. */
export function runStep<D extends Step['do']>(progress: Progress, step: StepOf<D>): Promise<void> {
  const runner = runners[step.do];
  return runner(progress, step);
}

const after = (now: Instant, duration: string): Instant => dueInstant({ kind: 'duration', value: duration, from: now });

/** The instance that a step means. */
function instanceNamed({ started }: Progress, name: string): string {
  const instance = started.get(name);
  if (instance !== undefined) return instance;
  const which = name === first ? 'an instance' : `the instance ${name}`;
  throw new Error(started.has(name) ? `the start of ${which} was refused` : `no step has started ${which}`);
}

type WantedJob = Pick<StepOf<'completeJob'>, 'type' | 'match' | 'instance'>;

/** The oldest job that can be worked on. */
async function oldestJob(progress: Progress, wanted: WantedJob): Promise<OpenJob> {
  const { jobs } = await progress.host.settle();
  const job = jobs.find((one) => one.retries > 0 && fits(progress, one, wanted));
  if (job !== undefined) return job;
  const open = jobs.map(({ type, retries }) => `${type} (${retries} retries)`).join(', ');
  throw new Error(`there is no such job of type ${wanted.type}; open: ${open || 'none'}`);
}

const fits = (progress: Progress, job: OpenJob, { type, match = {}, instance }: WantedJob): boolean =>
  job.type === type &&
  (instance === undefined || job.instance === instanceNamed(progress, instance)) &&
  Object.entries(match).every(([name, value]) => isDeepStrictEqual(job.variables[name], value));

/** The instances an expectation is about. */
function subjectOf(progress: Progress, { instance, anyInstance }: Expectation, view: View): Subject {
  const { started, refused } = progress;
  const all = new Set(view.instances.map(({ id }) => id));
  const subject = (instances: ReadonlySet<string>, rejected: boolean): Subject => ({
    view,
    instances,
    startRejected: refused.start,
    rejected,
    markers: progress.case.markers,
  });
  if (anyInstance) return subject(all, false);
  if (typeof instance === 'object') {
    const last = view.instances.filter(({ processId }) => processId === instance.processId).at(-1);
    if (last === undefined) throw new Error(`there is no instance of ${instance.processId}`);
    return subject(new Set([last.id]), false);
  }
  const name = instance ?? first;
  if (!started.has(name)) {
    if (instance !== undefined) throw new Error(`no step has started the instance ${instance}`);
    return subject(all, refused.deployment);
  }
  const id = started.get(name);
  return id === undefined ? subject(new Set(), true) : subject(new Set([id]), false);
}
