import type { Input, InstanceState, Instant, Kernel, Key, ProcessDefinition } from '../../bpmn/index.js';
import type {
  ActivityEffect,
  CarriedInput,
  CommitAnswer,
  CommitRequest,
  CommittedInput,
  Head,
  StepRequest,
  TimerBook,
} from '../../activities/index.js';
import type { Run } from './messages.js';

/** One activation's work: what was drained, and the commit it asks for. */
export interface Attempt {
  readonly taken: readonly CarriedInput[];
  readonly request: CommitRequest;
}

/**
 * The host of one instance, without Temporal: inbox, stepping, following Postgres (design §5). Whoever drives it brings
 * signals, fired timers and finished activities in, sends `attempt()` to the commit and gives the answer to `follow`.
 *
 * What it does depends on what came in and on the answers alone, never on what the kernel made of the inputs: while a
 * history is replayed it does not step, and has no state until it asks for the head (decision 0191).
 */
export class Host {
  readonly #kernel: Kernel;
  readonly #definition: ProcessDefinition;
  readonly #hash: string;
  readonly #instance: string;
  /** Undefined: only Postgres knows it. */
  #state: InstanceState | undefined;
  #status: InstanceState['status'];
  #base: number;
  #consumed: number;
  #book: TimerBook;
  #pinnedAt: Instant | null;
  #gone = false;
  /** The head has to be asked for: Postgres has consumed inputs that this workflow was never sent, as after a reset. */
  #behind = false;
  /** Numbered inputs offered and not yet consumed. */
  readonly #offered = new Map<number, CarriedInput>();
  /** Timers of the book that Temporal says have fired. */
  readonly #fired = new Set<Key>();
  /** Answers of own activities, by wait. */
  readonly #answers = new Map<Key, CarriedInput>();
  /** Own activities that are waited for, by wait. */
  #asked: ReadonlyMap<Key, ActivityEffect> = new Map();

  constructor(kernel: Kernel, definition: ProcessDefinition, hash: string, run: Run) {
    this.#kernel = kernel;
    this.#definition = definition;
    this.#hash = hash;
    this.#instance = run.instance;
    this.#base = run.host.base;
    this.#consumed = run.host.consumed;
    this.#book = run.host.book;
    this.#pinnedAt = run.host.pinnedAt;
    this.#status = run.state?.status ?? 'active';
    if (run.state === undefined) this.#behind = true;
    else this.#armFrom(run.state, run.host.book);
  }

  get instance(): string {
    return this.#instance;
  }
  /** What a fresh workflow would begin from. */
  get run(): Run {
    const host = { base: this.#base, consumed: this.#consumed, book: this.#book, pinnedAt: this.#pinnedAt };
    return { instance: this.#instance, ...(this.#state && { state: this.#state }), host };
  }
  get status(): InstanceState['status'] {
    return this.#status;
  }
  get steps(): number {
    return this.#base;
  }
  get active(): boolean {
    return !this.#gone && this.#status === 'active';
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
    return [...this.#asked.values()].filter(({ key }) => !this.#answers.has(key));
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

  /**
   * Drains everything that is ready and steps the kernel through it, input by input; asks for the head when it is behind
   * or has no state.
   *
   * @param now the workflow's time
   * @param replaying the answer is in the history already: nothing is stepped, and should the history end here after all,
   *   the head is what is asked for
   */
  attempt(now: Instant, replaying = false): Attempt {
    const taken = this.#drain(now);
    const state = replaying || this.#behind || taken.length === 0 ? undefined : this.#state;
    return { taken, request: state === undefined ? { instance: this.#instance } : this.#step(state, taken) };
  }

  #step(before: InstanceState, inputs: readonly CarriedInput[]): StepRequest {
    const session = this.#kernel.open(this.#definition, before);
    const committed = inputs.map((input): CommittedInput => {
      if (input.kind === 'clock') return { ...input, outcome: 'applied', effects: [], journal: [] };
      return { ...input, ...session.apply({ type: input.kind, at: input.at, ...input.content } as unknown as Input) };
    });
    const state = session.close();
    const pending = this.#kernel.pending(state);
    const waiting = new Set(pending.map(({ key }) => key));
    const set = committed.flatMap(({ effects }) =>
      effects.flatMap((each) => (each.type === 'timer.set' ? each.key : [])),
    );
    const known = [...(Object.keys(this.#book) as Key[]), ...this.#asked.keys(), ...set];
    return {
      instance: this.#instance,
      hash: this.#hash,
      base: this.#base,
      consumed: inputs.reduce((last, input) => Math.max(last, input.n ?? 0), this.#consumed),
      state,
      inputs: committed,
      armed: {
        over: known.filter((key) => !waiting.has(key)),
        asked: pending.filter(
          (each): each is ActivityEffect => each.type === 'activity.start' && !this.#asked.has(each.key),
        ),
      },
    };
  }

  /**
   * Numbered inputs in their order, without a gap; before each of them what happened until it was accepted (timers by
   * their due instant, then answers of own activities), so that a late look changes nothing about who was first.
   */
  #drain(now: Instant): CarriedInput[] {
    const timers = [...this.#fired]
      .map((key) => ({ key, due: this.#book[key] ?? now }))
      .sort((a, b) => a.due - b.due || Number(a.key.slice(1)) - Number(b.key.slice(1)));
    const answers = [...this.#answers.values()];
    const drained: CarriedInput[] = [];
    const happenedUntil = (limit: Instant, at: Instant): void => {
      for (let timer = timers[0]; timer !== undefined && timer.due <= limit; timer = timers[0]) {
        const { key, due } = timer;
        drained.push({ kind: 'timer.fired', at: Math.max(due, at), content: { key, due } });
        timers.shift();
      }
      for (let answer = answers[0]; answer !== undefined && answer.at <= limit; answer = answers[0]) {
        drained.push(answer);
        answers.shift();
      }
    };
    for (let n = this.#consumed + 1; this.#offered.has(n); n++) {
      const input = this.#offered.get(n)!;
      happenedUntil(input.at, input.at);
      drained.push(input);
    }
    happenedUntil(Infinity, now);
    return drained;
  }

  /** Goes on from what the commit decided: from the attempt, or from the head when Postgres was ahead. */
  follow({ taken, request }: Attempt, answer: CommitAnswer): void {
    switch (answer.kind) {
      case 'gone':
        this.#gone = true;
        return;
      case 'ahead':
        this.#armFrom(answer.head.state, answer.head.book);
        return this.#stand({ ...answer.head, status: answer.head.state.status });
      case 'committed': {
        for (const { n, content } of taken) {
          if (n !== undefined) continue;
          this.#fired.delete(content['key'] as Key);
          this.#answers.delete(content['key'] as Key);
        }
        const over = new Set(answer.over);
        const book = Object.entries({ ...this.#book, ...answer.due }) as [Key, Instant][];
        this.#book = Object.fromEntries(book.filter(([key]) => !over.has(key)));
        const asked = [...this.#asked.values(), ...answer.asked].filter(({ key }) => !over.has(key));
        this.#asked = new Map(asked.map((each) => [each.key, each]));
        const state = 'state' in request ? request.state : undefined;
        return this.#stand({ ...answer, state, step: this.#base + 1 });
      }
    }
  }

  /** Stands on a step. What has come in meanwhile stays in the inbox as far as it is still waited for. */
  #stand(
    on: Pick<Head, 'step' | 'consumed' | 'pinnedAt'> & {
      readonly state: InstanceState | undefined;
      readonly status: InstanceState['status'];
    },
  ): void {
    this.#state = on.state;
    this.#status = on.status;
    this.#base = on.step;
    this.#consumed = on.consumed;
    this.#pinnedAt = on.pinnedAt;
    this.#behind = false;
    for (const n of [...this.#offered.keys()]) if (n <= this.#consumed) this.#offered.delete(n);
    for (const key of [...this.#fired]) if (!(key in this.#book)) this.#fired.delete(key);
    for (const key of [...this.#answers.keys()]) if (!this.#asked.has(key)) this.#answers.delete(key);
  }

  /** Takes the timers and own activities that a state waits for, with the due instants that Postgres keeps. */
  #armFrom(state: InstanceState, due: TimerBook): void {
    const book: Record<Key, Instant> = {};
    const asked = new Map<Key, ActivityEffect>();
    for (const effect of this.#kernel.pending(state)) {
      const at = effect.type === 'timer.set' ? due[effect.key] : undefined;
      if (at !== undefined) book[effect.key] = at;
      if (effect.type === 'activity.start') asked.set(effect.key, effect);
    }
    this.#state = state;
    this.#book = book;
    this.#asked = asked;
  }
}
