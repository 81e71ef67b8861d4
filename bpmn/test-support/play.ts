import { createFeelEvaluator } from '../../feel/index.js';
import { createKernel } from '../kernel/create-kernel.js';
import type { Kernel, StepResult } from '../kernel/kernel.js';
import type { Effect, Input, InputFact, JournalEntry, Variables } from '../kernel/messages.js';
import { initialState, type ElementInstance, type InstanceState, type Key, type Wait } from '../kernel/state/state.js';
import { visibleVariables } from '../kernel/variables/variables.js';
import type { ProcessDefinition } from '../model/index.js';

const testKernel = createKernel({ evaluate: createFeelEvaluator() });

/** A wait of an instance, found in the state. */
export interface Open {
  readonly key: Key;
  readonly wait: Wait;
  readonly instance: ElementInstance;
}

/**
 * Plays one process instance in a test. After every input it goes on with a frozen copy of the state that has been
 * through JSON, so that a kernel that changes its argument or keeps something outside the state fails at once.
 */
export class Play {
  state: InstanceState = initialState;
  now = 0;
  /** Everything so far. */
  readonly journal: JournalEntry[] = [];
  readonly effects: Effect[] = [];
  /** What the last input led to. */
  last: StepResult | undefined;

  constructor(
    readonly definition: ProcessDefinition,
    readonly kernel: Kernel = testKernel,
  ) {}

  /** Starts an instance at its none start event. */
  static start(definition: ProcessDefinition, variables: Variables = {}, kernel?: Kernel): Play {
    const play = new Play(definition, kernel);
    play.apply({ type: 'start', variables });
    return play;
  }

  apply(fact: InputFact): StepResult {
    const input: Input = { at: this.now, ...fact };
    const result = this.kernel.step(this.definition, this.state, input);
    this.state = frozen(JSON.parse(JSON.stringify(result.state)) as InstanceState);
    this.journal.push(...result.journal);
    this.effects.push(...result.effects);
    this.last = result;
    return result;
  }

  /** Completes the oldest open job or user task of an element. */
  complete(element: string, variables: Variables = {}): StepResult {
    const open = this.open(element).find(({ wait }) => wait.kind === 'job' || wait.kind === 'task');
    if (!open) throw new Error(`${element} has no open job or task`);
    return this.apply({
      type: open.wait.kind === 'job' ? 'job.completed' : 'task.completed',
      key: open.key,
      variables,
    });
  }

  /** A worker throws a BPMN error from the oldest job of an element. */
  throwError(element: string, code: string, variables: Variables = {}, message = ''): StepResult {
    return this.apply({ type: 'job.errored', key: this.key(element, 'job'), code, message, variables });
  }

  /** A message arrives at the oldest subscription of a catching element. */
  receive(element: string, variables: Variables = {}): StepResult {
    return this.apply({ type: 'message.received', key: this.key(element, 'message'), message: 'message', variables });
  }

  /** The oldest timer of a catching element fires, `after` milliseconds from now. */
  fire(element: string, after = 0): StepResult {
    this.now += after;
    return this.apply({ type: 'timer.fired', key: this.key(element, 'timer'), due: this.now });
  }

  /** Resolves the oldest incident. */
  resolve(): StepResult {
    const { incident } = this.instances().find((instance) => instance.incident) ?? {};
    if (!incident) throw new Error('there is no incident');
    return this.apply({ type: 'incident.resolved', key: incident.key });
  }

  setVariables(variables: Variables, scope: Key = 'e1'): StepResult {
    return this.apply({ type: 'variables.set', scope, local: false, variables });
  }

  /** Key of the oldest wait of a kind for an element. */
  key(element: string, kind: Wait['kind']): Key {
    const open = this.open(element).find(({ wait }) => wait.kind === kind);
    if (!open) throw new Error(`nothing of kind ${kind} is open for ${element}`);
    return open.key;
  }

  /** Open waits, for one catching element or all. */
  open(element?: string): Open[] {
    return this.instances()
      .flatMap((instance) =>
        Object.entries(instance.waits ?? {}).map(([key, wait]) => ({ key: key as Key, wait, instance })),
      )
      .filter(({ wait }) => element === undefined || wait.for === element);
  }

  /** Live instances, of one element or all. */
  instances(element?: string): ElementInstance[] {
    return Object.values(this.state.instances).filter(
      (instance) => element === undefined || instance.element === element,
    );
  }

  /** Elements that are live now, apart from the process. */
  get active(): string[] {
    return this.instances()
      .slice(1)
      .map(({ element }) => element);
  }

  /** Open incidents: element and type. */
  get incidents(): [string, string][] {
    return this.instances().flatMap(({ element, incident }) =>
      incident ? [[element, incident.type] as [string, string]] : [],
    );
  }

  get entered(): string[] {
    return this.journal.flatMap((entry) => (entry.type === 'entered' && entry.role !== 'body' ? [entry.element] : []));
  }

  get completed(): string[] {
    return this.#elements('completed');
  }

  get terminated(): string[] {
    return this.#elements('terminated');
  }

  get flows(): string[] {
    return this.journal.flatMap((entry) => (entry.type === 'flow' ? [entry.flow] : []));
  }

  /** Variables of the process: of the live one, or what it ended with. */
  get variables(): Variables {
    const ended = this.effects.find((effect) => effect.type === 'ended');
    if (ended?.type === 'ended') return 'variables' in ended.how ? ended.how.variables : {};
    return this.state.variables['e1'] ?? {};
  }

  /** What a worker of the oldest instance of an element sees. */
  visible(element: string): Variables {
    const [instance] = this.instances(element).filter(({ role }) => role !== 'body');
    return instance ? visibleVariables(this.state, instance.key) : {};
  }

  #elements(type: 'completed' | 'terminated'): string[] {
    const elements = new Map<Key, string>();
    const bodies = new Set<Key>();
    for (const entry of this.journal) {
      if (entry.type !== 'entered') continue;
      elements.set(entry.key, entry.element);
      if (entry.role === 'body') bodies.add(entry.key);
    }
    return this.journal.flatMap((entry) =>
      entry.type === type && !bodies.has(entry.key) ? [elements.get(entry.key) ?? '?'] : [],
    );
  }
}

/** Freezes a JSON value all the way down. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
