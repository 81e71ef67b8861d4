import {
  eventStarts,
  nextTurn,
  type TimerStart,
  createKernel,
  type ChildRequest,
  type Effect,
  type InputFact,
  type InstanceEnd,
  type Instant,
  type JsonObject,
  type Key,
  type ProcessDefinition,
  type StepResult,
  type TimerRequest,
} from '../../../../bpmn/index.js';
import { createFeelEvaluator } from '../../../../feel/index.js';
import { dueInstant } from '../../../../regulations/calendar/due.js';
import { NotSupported } from '../../case-host.js';
import { HostedInstance, type Parent } from './hosted-instance.js';
import { MessageBroker } from './message-broker.js';
import { TimerBook } from './timer-book.js';

interface Version {
  readonly definition: ProcessDefinition;
  readonly deployment: number;
}

type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>;
type Carriers = { readonly [T in Effect['type']]: (instance: HostedInstance, effect: EffectOf<T>) => void };

/** When the virtual clock starts: any instant will do. */
const beginning = Date.UTC(2025, 0, 15, 9);

/** A small engine in memory around the kernel: tables, message correlation, timers on a virtual clock, called processes. */
export class MemoryEngine {
  now: Instant = beginning;
  readonly instances: HostedInstance[] = [];
  readonly #evaluator = createFeelEvaluator();
  readonly #kernel = createKernel({ evaluate: this.#evaluator });
  /** Versions of each process, oldest first, with the number of the deployment they came with. */
  readonly #versions = new Map<string, Version[]>();
  #deployments = 0;
  readonly #timers = new TimerBook();
  /** What is still to be done because of what has happened, in order. */
  readonly #queue: (() => void)[] = [];
  readonly #messages = new MessageBroker({
    deliver: (instance, key, message) =>
      this.#queue.push(() => {
        const { name, variables } = message;
        const result = this.apply(instance, { type: 'message.received', key, message: name, variables });
        if (result.outcome !== 'applied') this.#messages.takeBack(instance.definition.processId, message);
      }),
    start: (definition, element, { correlationKey, variables }) =>
      this.#queue.push(() => {
        this.begin(definition, { type: 'start', element, variables }, undefined, correlationKey);
      }),
  });

  /** Makes definitions the latest versions; their start events take over from those of the versions before. */
  deploy(definitions: readonly ProcessDefinition[]): void {
    const deployment = ++this.#deployments;
    for (const definition of definitions) {
      const { processId } = definition;
      for (const { element } of this.#timerStarts(this.#latest(processId))) {
        this.#timers.cancel(startKey(processId, element));
      }
      this.#versions.set(processId, [...(this.#versions.get(processId) ?? []), { definition, deployment }]);
      const { messages } = eventStarts(definition, this.#evaluator, this.now);
      this.#messages.openStarts(
        processId,
        messages.map((start) => ({ definition, ...start })),
      );
      for (const { element, request } of this.#timerStarts(definition)) this.#armStart(definition, element, request);
    }
  }

  /** Starts the latest version. @returns undefined when there is none or the kernel refuses */
  start(processId: string, variables: JsonObject): HostedInstance | undefined {
    return this.begin(this.#latest(processId), { type: 'start', variables });
  }

  begin(
    definition: ProcessDefinition | undefined,
    fact: Extract<InputFact, { readonly type: 'start' }>,
    parent?: Parent,
    startedWith?: string,
  ): HostedInstance | undefined {
    if (definition === undefined) return undefined;
    const instance = new HostedInstance(String(this.instances.length + 1), definition, parent, startedWith);
    this.instances.push(instance);
    const result = this.apply(instance, fact);
    if (result.outcome !== 'rejected') return instance;
    this.instances.splice(this.instances.indexOf(instance), 1);
    return undefined;
  }

  /** Steps an instance and carries out what the step asks for. */
  apply(instance: HostedInstance, fact: InputFact): StepResult {
    const result = this.#kernel.step(instance.definition, instance.state, { at: this.now, ...fact });
    instance.state = result.state;
    for (const entry of result.journal) instance.record(entry);
    for (const effect of result.effects) this.#carryOut(instance, effect);
    return result;
  }

  publish(message: { name: string; correlationKey: string; variables: JsonObject }, timeToLive: number): void {
    const kept = this.#messages.publish(message, timeToLive > 0);
    if (kept !== undefined)
      this.#timers.set(`message ${kept.number}`, this.now + timeToLive, () => this.#messages.expire(kept));
  }

  /** Lets everything happen that is possible now; then, up to `until`, what falls due, the clock set to each instant. */
  run(until: Instant): void {
    for (;;) {
      for (let task = this.#queue.shift(); task !== undefined; task = this.#queue.shift()) task();
      const entry = this.#timers.takeDue(until);
      if (entry === undefined) break;
      this.now = Math.max(this.now, entry.due);
      entry.fire();
    }
    this.now = until;
  }

  #latest(processId: string): ProcessDefinition | undefined {
    return this.#versions.get(processId)?.at(-1)?.definition;
  }

  /** The version that a call activity means (Camunda: call activity binding). */
  #called(caller: ProcessDefinition, { processId, binding, versionTag }: ChildRequest): ProcessDefinition | undefined {
    const versions = [...(this.#versions.get(processId) ?? [])].reverse();
    if (binding === 'latest') return versions[0]?.definition;
    if (binding === 'versionTag') return versions.find((one) => one.definition.versionTag === versionTag)?.definition;
    const own = this.#versions.get(caller.processId)?.find((version) => version.definition === caller);
    return versions.find(({ deployment }) => deployment === own?.deployment)?.definition;
  }

  #timerStarts(definition: ProcessDefinition | undefined): readonly TimerStart[] {
    return definition === undefined ? [] : eventStarts(definition, this.#evaluator, this.now).timers;
  }

  #ended(instance: HostedInstance, how: InstanceEnd): void {
    instance.ended = how.status === 'completed' ? 'completed' : 'terminated';
    const { parent, startedWith, definition } = instance;
    if (startedWith !== undefined && startedWith !== '') {
      this.#queue.push(() => this.#messages.release(definition.processId, startedWith));
    }
    if (parent !== undefined) this.#queue.push(() => this.apply(parent.instance, answerOf(how, parent.key)));
  }

  #armStart(definition: ProcessDefinition, element: string, request: TimerRequest): void {
    const key = startKey(definition.processId, element);
    const due = dueInstant(request);
    this.#timers.set(key, due, () => {
      this.begin(definition, { type: 'start', element, variables: {} });
      const next = nextTurn(request, due);
      if (next !== undefined) this.#armStart(definition, element, next);
    });
  }

  #carryOut<T extends Effect['type']>(instance: HostedInstance, effect: EffectOf<T>): void {
    const carrier: (instance: HostedInstance, effect: EffectOf<T>) => void = this.#carriers[effect.type];
    carrier(instance, effect);
  }

  /** How each effect is carried out: leaving one out is a compile error. */
  readonly #carriers: Carriers = {
    'job.open': ({ jobs }, { key, owner, job }) =>
      void jobs.set(key, { owner, request: job, retries: job.retries, blocked: false }),
    'job.close': ({ jobs }, { key }) => void jobs.delete(key),
    'job.retry': ({ jobs }, { key, retries }) => {
      const job = jobs.get(key);
      if (job !== undefined) job.retries = retries;
    },
    'job.block': ({ jobs }, { key }) => block(jobs.get(key), true),
    'job.unblock': ({ jobs }, { key }) => block(jobs.get(key), false),
    'task.open': ({ tasks }, { key, owner, task }) => void tasks.set(key, { owner, request: task }),
    'task.close': ({ tasks }, { key }) => void tasks.delete(key),
    'subscription.open': (instance, { key, subscription }) => this.#messages.open(instance, key, subscription),
    'subscription.close': (instance, { key }) => this.#messages.close(instance, key),
    'timer.set': (instance, { key, timer }) => {
      const due = dueInstant(timer);
      this.#timers.set(instance.global(key), due, () => this.apply(instance, { type: 'timer.fired', key, due }));
    },
    'timer.cancel': (instance, { key }) => this.#timers.cancel(instance.global(key)),
    'activity.start': () => {
      throw new NotSupported('Temporal activities do not run in memory.');
    },
    'activity.cancel': () => undefined,
    'child.start': (instance, { key, child }) =>
      void this.#queue.push(() => {
        const { processId, variables, caught } = child;
        const parent = { instance, key };
        const called = this.begin(
          this.#called(instance.definition, child),
          { type: 'start', variables, caught },
          parent,
        );
        if (called !== undefined) instance.children.set(key, called);
        else this.apply(instance, { type: 'child.failed', key, message: `There is no process ${processId} to call.` });
      }),
    'child.cancel': ({ children }, { key }) =>
      void this.#queue.push(() => {
        const child = children.get(key);
        if (child?.ended === 'active') this.apply(child, { type: 'cancel' });
      }),
    'incident.raise': ({ incidents }, { key, owner, incident }) => void incidents.set(key, { owner, type: incident }),
    'incident.clear': ({ incidents }, { key }) => void incidents.delete(key),
    'variable.set': ({ root, rootVariables }, { scope, name, value }) => {
      if (scope === root) rootVariables[name] = value;
    },
    'scope.closed': () => undefined,
    ended: (instance, { how }) => this.#ended(instance, how),
  };
}

/** What a called process tells its caller. */
function answerOf(how: InstanceEnd, key: Key): InputFact {
  switch (how.status) {
    case 'completed':
      return { type: 'child.completed', key, variables: how.variables };
    case 'terminated':
      return { type: 'child.terminated', key };
    case 'errored':
      return { type: 'child.errored', key, code: how.code, message: how.message, variables: how.variables };
  }
}

function block(job: { blocked: boolean } | undefined, blocked: boolean): void {
  if (job !== undefined) job.blocked = blocked;
}

const startKey = (processId: string, element: string): string => `start ${processId} ${element}`;
