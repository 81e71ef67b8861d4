import type { ArmedEffect, Input, InstanceState, Instant, Kernel, Key, ProcessDefinition } from '../../bpmn/index.js';
import type {
  CarriedInput,
  CommitAnswer,
  CommitRequest,
  CommittedInput,
  Head,
  TimerBook,
} from '../../activities/index.js';
import type { Run } from './messages.js';

/** One activation's work: what was drained, and the commit it asks for. */
export interface Attempt {
  readonly request: CommitRequest;
}

type ActivityEffect = Extract<ArmedEffect, { readonly type: 'activity.start' }>;

/**
 * The host of one instance, without Temporal: inbox, stepping, following Postgres (design §5). Whoever drives it brings
 * signals, fired timers and finished activities in, sends `attempt()` to the commit and gives the answer to `follow`.
 */
export class Host {
  readonly #kernel: Kernel;
  readonly #definition: ProcessDefinition;
  readonly #hash: string;
  readonly #instance: string;
  #state: InstanceState;
  #base: number;
  #consumed: number;
  #book: TimerBook;
  #pinnedAt: Instant | null;
  #gone = false;
  /** Postgres has consumed inputs that this workflow has never been sent, as after a reset. */
  #behind = false;
  /** Numbered inputs offered and not yet consumed. */
  readonly #offered = new Map<number, CarriedInput>();
  /** Timers of the book that Temporal says have fired. */
  readonly #fired = new Set<Key>();
  /** Answers of own activities, by wait. */
  readonly #answers = new Map<Key, CarriedInput>();
  #pending: readonly ArmedEffect[];

  constructor(kernel: Kernel, definition: ProcessDefinition, hash: string, run: Run) {
    this.#kernel = kernel;
    this.#definition = definition;
    this.#hash = hash;
    this.#instance = run.instance;
    this.#state = run.state;
    this.#base = run.host.base;
    this.#consumed = run.host.consumed;
    this.#book = run.host.book;
    this.#pinnedAt = run.host.pinnedAt;
    this.#pending = kernel.pending(run.state);
  }

  /** What a fresh workflow would begin from. */
  get run(): Run {
    const host = { base: this.#base, consumed: this.#consumed, book: this.#book, pinnedAt: this.#pinnedAt };
    return { instance: this.#instance, state: this.#state, host };
  }
  get state(): InstanceState {
    return this.#state;
  }
  get steps(): number {
    return this.#base;
  }
  get active(): boolean {
    return !this.#gone && this.#state.status === 'active';
  }
  /** The instance is not in Postgres (deleted): there is nothing to follow. */
  get gone(): boolean {
    return this.#gone;
  }
  /** Something can be consumed now. Numbered inputs are taken in order only: a gap waits for its filling. */
  get ready(): boolean {
    return this.#behind || this.#fired.size > 0 || this.#answers.size > 0 || this.#offered.has(this.#consumed + 1);
  }
  /** Nothing has come that is not consumed yet. */
  get atRest(): boolean {
    return !this.#behind && this.#fired.size === 0 && this.#answers.size === 0 && this.#offered.size === 0;
  }
  /** The earliest due instant that a timer should be armed for; none while the clock stands still. */
  get nextDue(): Instant | undefined {
    if (this.#pinnedAt !== null) return undefined;
    let first: Instant | undefined;
    for (const [key, due] of Object.entries(this.#book) as [Key, Instant][]) {
      if (!this.#fired.has(key) && (first === undefined || due < first)) first = due;
    }
    return first;
  }
  /** Own activities that should be running: asked for and not answered. */
  get activities(): readonly ActivityEffect[] {
    return this.#pending.filter(
      (effect): effect is ActivityEffect => effect.type === 'activity.start' && !this.#answers.has(effect.key),
    );
  }

  /**
   * Takes a batch in; numbers already consumed or held are repeats. `consumed`: the last number that Postgres had
   * consumed when the batch was sent; a host before it will never be sent what lies between, and asks for the head.
   */
  offer(batch: readonly CarriedInput[], consumed = 0): void {
    if (consumed > this.#consumed) this.#behind = true;
    for (const input of batch) {
      if (input.n !== undefined && input.n > this.#consumed && !this.#offered.has(input.n)) {
        this.#offered.set(input.n, input);
      }
    }
  }

  /** Temporal's timer for `due` has fired: so have all timers of the book due by then. */
  timerFired(due: Instant): void {
    for (const [key, at] of Object.entries(this.#book) as [Key, Instant][]) if (at <= due) this.#fired.add(key);
  }

  /** An own activity has answered. `now`: the workflow's time; the standing clock wins. */
  activityAnswered(
    kind: 'activity.completed' | 'activity.failed',
    content: CarriedInput['content'],
    now: Instant,
  ): void {
    this.#answers.set(content['key'] as Key, { kind, at: this.#pinnedAt ?? now, content });
  }

  /** Drains everything that is ready, nothing if it is only behind, and steps the kernel through it, input by input. `now`: the workflow's time. */
  attempt(now: Instant): Attempt {
    const inputs = this.#drain(now);
    const session = this.#kernel.open(this.#definition, this.#state);
    const committed = inputs.map((input): CommittedInput => {
      if (input.kind === 'clock') return { ...input, outcome: 'applied', effects: [], journal: [] };
      return { ...input, ...session.apply({ type: input.kind, at: input.at, ...input.content } as unknown as Input) };
    });
    const consumed = inputs.reduce((last, input) => Math.max(last, input.n ?? 0), this.#consumed);
    const request = {
      instance: this.#instance,
      hash: this.#hash,
      base: this.#base,
      consumed,
      state: session.close(),
      inputs: committed,
    };
    return { request };
  }

  /** Timers by due instant, then answers of own activities, then numbered inputs without a gap. */
  #drain(now: Instant): CarriedInput[] {
    const timers = [...this.#fired]
      .map((key) => ({ key, due: this.#book[key] ?? now }))
      .sort((a, b) => a.due - b.due || Number(a.key.slice(1)) - Number(b.key.slice(1)))
      .map(({ key, due }): CarriedInput => ({ kind: 'timer.fired', at: Math.max(due, now), content: { key, due } }));
    const numbered: CarriedInput[] = [];
    for (let n = this.#consumed + 1; this.#offered.has(n); n++) numbered.push(this.#offered.get(n)!);
    return [...timers, ...this.#answers.values(), ...numbered];
  }

  /** Goes on from what the commit decided: from the attempt, or from the head when Postgres was ahead. */
  follow({ request }: Attempt, answer: CommitAnswer): void {
    switch (answer.kind) {
      case 'gone':
        this.#gone = true;
        return;
      case 'ahead':
        return this.#stand(answer.head);
      case 'committed': {
        for (const { n, content } of request.inputs) {
          if (n !== undefined) continue;
          this.#fired.delete(content['key'] as Key);
          this.#answers.delete(content['key'] as Key);
        }
        const { state, consumed } = request;
        const book = { ...this.#book, ...answer.due };
        return this.#stand({ state, step: this.#base + 1, consumed, book, pinnedAt: answer.pinnedAt });
      }
    }
  }

  /** Goes on from a head. What has come in meanwhile stays in the inbox as far as the head still waits for it. */
  #stand(head: Head): void {
    this.#state = head.state;
    this.#base = head.step;
    this.#consumed = head.consumed;
    this.#pinnedAt = head.pinnedAt;
    this.#behind = false;
    this.#pending = this.#kernel.pending(this.#state);
    this.#book = this.#bookOf(head.book);
    const asked = new Set(this.#pending.map((effect) => effect.key));
    for (const n of [...this.#offered.keys()]) if (n <= this.#consumed) this.#offered.delete(n);
    for (const key of [...this.#fired]) if (!(key in this.#book)) this.#fired.delete(key);
    for (const key of [...this.#answers.keys()]) if (!asked.has(key)) this.#answers.delete(key);
  }

  /** The timers that the state waits for, with their due instants. */
  #bookOf(due: TimerBook): TimerBook {
    const book: Record<Key, Instant> = {};
    for (const effect of this.#pending) {
      const at = effect.type === 'timer.set' ? due[effect.key] : undefined;
      if (at !== undefined) book[effect.key] = at;
    }
    return book;
  }
}
