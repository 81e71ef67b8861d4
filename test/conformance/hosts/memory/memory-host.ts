import { readDiagram } from '../../../../bpmn/deploy.js';
import type { InputFact, JsonObject, Key, ProcessDefinition, StepResult } from '../../../../bpmn/index.js';
import { NotSupported, type CaseHost, type Deployment, type Model, type View } from '../../case-host.js';
import { deploymentRefusal } from '../refusal.js';
import type { HostedInstance } from './hosted-instance.js';
import { MemoryEngine } from './memory-engine.js';

/** Runs cases on the kernel alone, everything around it in memory. */
export function createMemoryHost(): CaseHost {
  const engine = new MemoryEngine();

  const instanceOf = (id: string): HostedInstance => {
    const instance = engine.instances.find((one) => one.id === id);
    if (instance === undefined) throw new Error(`there is no instance ${id}`);
    return instance;
  };

  /** Splits the key of something inside an instance. */
  const inside = (key: string): { readonly instance: HostedInstance; readonly local: Key } => {
    const [id = '', local = ''] = key.split('/');
    return { instance: instanceOf(id), local: local as Key };
  };

  const apply = (instance: HostedInstance, fact: InputFact): Promise<void> => {
    accepted(engine.apply(instance, fact));
    return Promise.resolve();
  };

  const jobOf = (key: string) => {
    const { instance, local } = inside(key);
    const job = instance.jobs.get(local);
    if (job === undefined) throw new Error(`there is no open job ${key}`);
    return { instance, local, job };
  };

  return {
    deploy: (models) => deploy(engine, models),
    start(processId, variables) {
      const instance = engine.start(processId, variables);
      return Promise.resolve(
        instance === undefined
          ? { started: false, reason: `${processId} cannot be started` }
          : { started: true, instance: instance.id },
      );
    },
    completeJob(key, variables) {
      const { instance, local } = jobOf(key);
      return apply(instance, { type: 'job.completed', key: local, variables });
    },
    failJob(key, retries, message) {
      const { instance, local } = jobOf(key);
      return apply(instance, { type: 'job.failed', key: local, message, retries });
    },
    updateJobRetries(key, retries) {
      jobOf(key).job.retries = retries;
      return Promise.resolve();
    },
    throwError(key, code, variables) {
      const { instance, local } = jobOf(key);
      return apply(instance, { type: 'job.errored', key: local, code, message: '', variables });
    },
    completeTask(key, variables) {
      const { instance, local } = inside(key);
      return apply(instance, { type: 'task.completed', key: local, variables });
    },
    publishMessage({ timeToLive, ...message }) {
      engine.publish(message, timeToLive);
      return Promise.resolve();
    },
    broadcastSignal: () => Promise.reject(new NotSupported('There are no signals in memory.')),
    setVariables(id, variables, { elementId, local }) {
      const instance = instanceOf(id);
      return apply(instance, { type: 'variables.set', scope: scopeOf(instance, elementId), local, variables });
    },
    resolveIncident(key) {
      const { instance, local } = inside(key);
      return apply(instance, { type: 'incident.resolved', key: local });
    },
    cancel: (id) => apply(instanceOf(id), { type: 'cancel' }),
    now: () => Promise.resolve(engine.now),
    advanceTo(instant) {
      engine.run(engine.now);
      engine.run(instant);
      return Promise.resolve();
    },
    settle() {
      engine.run(engine.now);
      return Promise.resolve(viewOf(engine));
    },
    close: () => Promise.resolve(),
  };
}

async function deploy(engine: MemoryEngine, models: readonly Model[]): Promise<Deployment> {
  const processes: ProcessDefinition[] = [];
  for (const { name, text } of models.filter((model) => model.name.endsWith('.bpmn'))) {
    const diagram = await readDiagram(text);
    const refusal = deploymentRefusal(name, diagram.findings);
    if (refusal !== undefined) return refusal;
    processes.push(...diagram.processes);
  }
  engine.deploy(processes);
  return { deployed: true };
}

const viewOf = ({ instances }: MemoryEngine): View => ({
  instances: instances.map((instance) => instance.view()),
  events: instances.flatMap(({ events }) => events),
  active: instances.flatMap(({ id, alive }) =>
    [...alive.values()].filter(({ counted }) => counted).map(({ elementId }) => ({ instance: id, elementId })),
  ),
  flows: instances.flatMap(({ id, flows }) => flows.map((flow) => ({ instance: id, flow }))),
  jobs: instances.flatMap((instance) => instance.openJobs()),
  tasks: instances.flatMap((instance) => instance.openTasks()),
  incidents: instances.flatMap((instance) => instance.openIncidents()),
  rootVariables: (id): JsonObject => instances.find((instance) => instance.id === id)?.rootVariables ?? {},
});

/** The element instance of an active element, or the process. */
function scopeOf(instance: HostedInstance, elementId: string | undefined): Key {
  if (elementId === undefined && instance.root !== undefined) return instance.root;
  const [scope] = [...instance.alive].find(([, alive]) => alive.elementId === elementId) ?? [];
  if (scope === undefined) throw new Error(`${elementId ?? 'the process'} is not active`);
  return scope;
}

function accepted(result: StepResult): void {
  if (result.outcome !== 'applied') throw new Error(result.reason);
}
