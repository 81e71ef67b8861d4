import { createFeelEvaluator } from '../../feel/index.js';
import {
  createKernel,
  initialState,
  type InputFact,
  type Instant,
  type InstanceState,
  type Key,
  type ProcessDefinition,
  type Variables,
  type Wait,
} from '../../bpmn/index.js';
import type {
  CarriedInput,
  CommitAnswer,
  CommitRequest,
  CommittedInput,
  Head,
  TimerBook,
} from '../../activities/index.js';
import { dueInstant } from '../../regulations/calendar/due.js';
import type { Run } from '../process-instance/messages.js';

export const kernel = createKernel({ evaluate: createFeelEvaluator() });

/** A copy that has been through JSON, as everything that Temporal and Postgres keep. */
export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** An input that was accepted, with its outcome once a commit has decided it. */
export interface AcceptedInput extends CarriedInput {
  readonly n: number;
  outcome?: CommittedInput['outcome'];
}

export interface KeptStep {
  readonly state: InstanceState;
  readonly inputs: readonly CommittedInput[];
}

/** One instance as Postgres keeps it, in memory: numbers inputs, and decides by `commit` (design §5). */
export class FakePostgres {
  readonly instance = '7';
  readonly hash = 'hash';
  readonly inputs: AcceptedInput[] = [];
  readonly steps: KeptStep[] = [];
  pinnedAt: Instant | null = null;
  state: InstanceState;
  consumed = 0;
  /** Commits that were answered with the head. */
  ahead = 0;
  #book: Record<Key, Instant>;
  #numbers = 0;

  /** Opens the door: the first step is taken at instant 0. */
  constructor(
    readonly definition: ProcessDefinition,
    variables: Variables = {},
  ) {
    const start = { type: 'start', at: 0, variables } as const;
    const { state, effects, journal } = kernel.step(definition, initialState, start);
    const input: CommittedInput = {
      n: 0,
      kind: 'start',
      at: 0,
      content: { variables },
      outcome: 'applied',
      effects,
      journal,
    };
    this.state = throughJson(state);
    this.#book = this.#dueOf([input]);
    this.steps.push({ state: this.state, inputs: [input] });
  }

  get head(): Head {
    const { state, consumed, book, pinnedAt } = this;
    return throughJson({ state, step: this.steps.length, consumed, book, pinnedAt });
  }

  /** What a workflow begins from now. */
  get run(): Run {
    const { state, step: base, ...host } = this.head;
    return { instance: this.instance, state, host: { base, ...host } };
  }

  /** Due instants of the timers that the instance waits for. */
  get book(): TimerBook {
    const book: Record<Key, Instant> = {};
    for (const { key } of kernel.pending(this.state)) {
      const due = this.#book[key];
      if (due !== undefined) book[key] = due;
    }
    return book;
  }

  get ended(): boolean {
    return this.state.status !== 'active';
  }

  /** Accepts an input; undefined when the instance has ended. */
  accept(fact: InputFact | { readonly type: 'clock'; readonly pinnedAt: Instant | null }, at: Instant): number {
    if (this.ended) throw new Error('accepted after the end');
    const { type, ...content } = fact;
    this.#numbers += 1;
    this.inputs.push({ n: this.#numbers, kind: type, at, content: throughJson(content) });
    return this.#numbers;
  }

  /** Inputs with these numbers, as a signal carries them. */
  batch(...numbers: readonly number[]): CarriedInput[] {
    return numbers.map((number) => {
      const input = this.inputs.find(({ n }) => n === number);
      if (!input) throw new Error(`there is no input ${number}`);
      const { outcome: _outcome, ...carried } = input;
      return throughJson(carried);
    });
  }

  commit(request: CommitRequest): CommitAnswer {
    if (!('state' in request) || request.base !== this.steps.length) {
      this.ahead += 1;
      return { kind: 'ahead', head: this.head };
    }
    const { state, inputs, consumed, armed } = throughJson(request);
    this.state = state;
    this.consumed = consumed;
    this.steps.push({ state, inputs });
    for (const { n, outcome } of inputs) {
      const row = this.inputs.find((input) => input.n === n);
      if (n !== undefined && row?.outcome !== undefined) throw new Error(`input ${n} is consumed a second time`);
      if (row) row.outcome = outcome;
    }
    if (this.ended) for (const row of this.inputs) row.outcome ??= 'superseded';
    const due = this.#dueOf(inputs);
    Object.assign(this.#book, due);
    const { pinnedAt } = this;
    return throughJson({ kind: 'committed', due, pinnedAt, consumed, status: state.status, ...armed });
  }

  /** Open waits of a kind, in the order they were asked for. */
  waits(kind: Wait['kind']): Key[] {
    return Object.values(this.state.instances).flatMap((instance) =>
      (Object.entries(instance.waits ?? {}) as [Key, Wait][]).flatMap(([key, wait]) =>
        wait.kind === kind ? [key] : [],
      ),
    );
  }

  #dueOf(inputs: readonly CommittedInput[]): Record<Key, Instant> {
    const due: Record<Key, Instant> = {};
    for (const { effects } of inputs)
      for (const effect of effects) if (effect.type === 'timer.set') due[effect.key] = dueInstant(effect.timer);
    return due;
  }
}
