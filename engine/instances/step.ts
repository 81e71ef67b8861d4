import {
  BudgetExceededError,
  ruleAndParameters,
  type Input,
  type InputFact,
  type InstanceState,
  type Instant,
  type Kernel,
  type Key,
  type ProcessDefinition,
  type Reason,
  type RejectionCode,
} from '../../bpmn/index.js';
import { FactsMissingError, type CalendarFact, type DueDates } from '../ports.js';
import { OPEN_AT_MOST, type Head, type OpenInput } from './head.js';
import { fromInputRow, type CallerStamp, type SteppedInput, type ToldFact } from './inputs.js';
import { firstDue, type TimerBook } from './timer-book.js';

/** A command as it was accepted: what happened, when, and on whose behalf. */
export interface Command {
  readonly fact: InputFact;
  /** When it was accepted, by the product's clock. */
  readonly at: Instant;
  /** Identity of this acceptance, kept through all attempts. */
  readonly token: string;
  readonly givenBy?: string | undefined;
  readonly callers?: readonly CallerStamp[] | undefined;
}

/** What became of a command in a step. A refused one gets no number and is stored nowhere. */
export type CommandResult =
  | { readonly result: 'applied' }
  | { readonly result: 'refused'; readonly superseded: boolean; readonly code?: RejectionCode; readonly reason: string }
  /** It could not be stepped: a bug. */
  | { readonly result: 'failed'; readonly error: unknown }
  /** Left to the next step. */
  | { readonly result: 'later' };

/** What a step is to take, in this order. */
export interface StepRequest {
  readonly head: Head;
  readonly told: readonly ToldFact[];
  readonly commands: readonly Command[];
  /** The product's time now. */
  readonly now: Instant;
  /** Takes at most so many inputs: one at a time finds the one that cannot be stored. */
  readonly atMost?: number | undefined;
  /** Inputs that could not be stored, by `poisonId`. */
  readonly unstorable?: ReadonlyMap<string, unknown>;
  /** Kernel commands that the whole step may lead to (`BudgetExceededError` beyond). */
  readonly budget: number;
}

/** An input that could not be stepped, with what is done again when its incident is resolved. */
export interface StepFailure {
  readonly message: string;
  readonly retry:
    | {
        readonly kind: 'input';
        readonly input: { readonly kind: string; readonly content: unknown; readonly message: string | null };
      }
    | { readonly kind: 'timer'; readonly wait: Key; readonly due: Instant }
    | { readonly kind: 'activity'; readonly wait: Key };
}

/** What a step has led to; nothing of it is true before its commit. */
export interface StepResult {
  readonly state: InstanceState;
  readonly inputs: readonly SteppedInput[];
  /** One for each command of the request. */
  readonly results: readonly CommandResult[];
  readonly failures: readonly StepFailure[];
  /** Due instants of the timers that it set. */
  readonly due: TimerBook;
  readonly book: ReadonlyMap<Key, Instant>;
  readonly facts: readonly CalendarFact[];
  /** Instant of its last input. */
  readonly at: Instant;
  /** Every input that was open in the inbox was taken. */
  readonly emptied: boolean;
  /** Nothing of the request was left to the next step. */
  readonly complete: boolean;
  /** Number that the next input gets after it. */
  readonly next: number;
  /** Kernel commands that it led to. */
  readonly work: number;
}

/** Identities of inputs in one step, for those that cannot be stepped and are left out of the next attempt. */
export const poisonId = {
  open: ({ number }: Pick<OpenInput, 'number'>): string => `input ${number}`,
  told: ({ key }: Pick<ToldFact, 'key'>): string => `told ${key}`,
  command: ({ token }: Pick<Command, 'token'>): string => `command ${token}`,
  timer: (key: Key): string => `timer ${key}`,
};

/** Timers that one step takes ahead of one input. */
const TIMERS_AT_MOST = 100;

class PoisonError extends Error {
  override readonly name = 'PoisonError';
  constructor(
    readonly poison: string,
    override readonly cause: unknown,
  ) {
    super('an input could not be stepped');
  }
}

export interface StepDeps {
  readonly kernel: Kernel;
  readonly dueDates: DueDates;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * One step of an instance: its inbox by number, what Temporal told, then commands; and before each of them, as accepted at
 * instant t, the timers that were due at or before t. An input that throws is left out and stepped by nobody; the others
 * are stepped without it.
 * @throws FactsMissingError, BudgetExceededError
 */
export function takeStep(deps: StepDeps, definition: ProcessDefinition, request: StepRequest): StepResult {
  const poisoned = new Map<string, unknown>(request.unstorable);
  for (;;) {
    try {
      return new StepSession(deps, definition, request, poisoned).run();
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      poisoned.set(error.poison, error.cause);
    }
  }
}

class StepSession {
  readonly #deps: StepDeps;
  readonly #request: StepRequest;
  readonly #poisoned: ReadonlyMap<string, unknown>;
  readonly #session;
  readonly #inputs: SteppedInput[] = [];
  readonly #failures: StepFailure[] = [];
  readonly #book: Map<Key, Instant>;
  readonly #due: Record<Key, Instant> = {};
  readonly #facts = new Map<string, CalendarFact>();
  #at: Instant;
  #left: number;
  #number: number;
  /** When the last timer that was taken ahead of an input was due. */
  #lastDue: Instant | undefined;

  constructor(
    deps: StepDeps,
    definition: ProcessDefinition,
    request: StepRequest,
    poisoned: ReadonlyMap<string, unknown>,
  ) {
    this.#deps = deps;
    this.#request = request;
    this.#poisoned = poisoned;
    this.#session = deps.kernel.open(definition, request.head.state, { budget: request.budget });
    this.#book = new Map(request.head.book);
    this.#at = request.head.at;
    this.#left = request.atMost ?? Infinity;
    this.#number = request.head.next;
  }

  run(): StepResult {
    const { head, told, commands, now } = this.#request;
    let taken = 0;
    for (const open of head.open) {
      if (!this.#takeOpen(open)) break;
      taken += 1;
    }
    for (const fact of told) this.#takeTold(fact);
    const results = commands.map((command) => this.#takeCommand(command));
    if (commands.length === 0) this.#takeTimers(now, now);
    const emptied = taken === head.open.length && taken < OPEN_AT_MOST;
    return {
      state: this.#session.close(),
      inputs: this.#inputs,
      results,
      failures: this.#failures,
      due: this.#due,
      book: this.#book,
      facts: [...this.#facts.values()],
      at: this.#at,
      emptied,
      complete: emptied && this.#left > 0 && results.every(({ result }) => result !== 'later'),
      next: this.#number,
      work: this.#session.work,
    };
  }

  /** Takes an input of the inbox; false: none is taken any more. */
  #takeOpen(open: OpenInput): boolean {
    const at = this.#clamped(open.at);
    if (!this.#takeTimers(at, at)) return false;
    if (this.#left <= 0) return false;
    const input = fromInputRow({ ...open, at });
    const about = {
      number: open.number,
      ...(open.message === null ? {} : { message: open.message }),
      ...(open.givenBy === null ? {} : { givenBy: open.givenBy }),
    };
    const poison = this.#poisoned.get(poisonId.open(open));
    if (poison !== undefined) {
      const { kind, content, message } = open;
      this.#failures.push({ message: messageOf(poison), retry: { kind: 'input', input: { kind, content, message } } });
      this.#note({
        ...about,
        input,
        outcome: 'failed',
        reason: 'it could not be stepped',
        unseen: true,
        effects: [],
        journal: [],
      });
    } else if (!open.callersStand) {
      const reason = 'the rights of who gave it have changed meanwhile';
      this.#note({
        ...about,
        input,
        outcome: 'rejected',
        code: 'wrong-state',
        reason,
        unseen: true,
        effects: [],
        journal: [],
      });
    } else this.#apply(input, poisonId.open(open), about);
    return true;
  }

  /** Answers of activities that nobody waits for any more (repeats, late ones) are dropped. */
  #takeTold(fact: ToldFact): void {
    if (this.#left <= 0) return;
    const at = this.#clamped(this.#request.now);
    if (!this.#takeTimers(at, at) || this.#left <= 0) return;
    const poison = this.#poisoned.get(poisonId.told(fact));
    if (poison !== undefined) {
      this.#failures.push({ message: messageOf(poison), retry: { kind: 'activity', wait: fact.key } });
      return;
    }
    this.#apply({ ...fact, at }, poisonId.told(fact), {}, true);
  }

  #takeCommand(command: Command): CommandResult {
    const poison = this.#poisoned.get(poisonId.command(command));
    if (poison !== undefined) return { result: 'failed', error: poison };
    if (this.#request.head.open.length >= OPEN_AT_MOST) return { result: 'later' };
    const at = this.#clamped(command.at);
    this.#lastDue = undefined;
    if (!this.#takeTimers(at, at) || this.#left <= 0) return { result: 'later' };
    const { givenBy } = command;
    const about = { number: this.#number, ...(givenBy === undefined ? {} : { givenBy }) };
    const outcome = this.#apply({ ...command.fact, at }, poisonId.command(command), about, true);
    if (outcome.outcome === 'applied') {
      this.#number += 1;
      return { result: 'applied' };
    }
    const ended = this.#lastDue === undefined ? '' : ` Its term ended at ${new Date(this.#lastDue).toISOString()}.`;
    const superseded = outcome.outcome === 'superseded';
    return {
      result: 'refused',
      superseded,
      ...(outcome.code === undefined ? {} : { code: outcome.code }),
      reason: `${outcome.reason ?? ''}${superseded ? ended : ''}`,
    };
  }

  /**
   * Takes the timers due at or before `until`, at the instant `at`; false when no more inputs may be taken. A model that
   * sets one after another that is due at once goes on in the next step.
   */
  #takeTimers(until: Instant, at: Instant): boolean {
    for (let turns = 0; turns < TIMERS_AT_MOST; turns++) {
      const next = firstDue(this.#book);
      if (next === undefined || next.due > until) return true;
      if (this.#left <= 0) return false;
      const { key, due } = next;
      this.#book.delete(key);
      const poison = this.#poisoned.get(poisonId.timer(key));
      if (poison !== undefined) {
        this.#failures.push({ message: messageOf(poison), retry: { kind: 'timer', wait: key, due } });
        continue;
      }
      this.#lastDue = due;
      this.#apply({ type: 'timer.fired', key, due, at: this.#clamped(at) }, poisonId.timer(key), {});
    }
    return true;
  }

  #clamped(at: Instant): Instant {
    return Math.max(at, this.#at);
  }

  /**
   * Applies an input and computes the due instants of the timers that it sets. `unstored`: one that is not applied
   * leaves no trace.
   */
  #apply(
    input: Input,
    poison: string,
    about: Pick<SteppedInput, 'number' | 'message' | 'givenBy'>,
    unstored = false,
  ): SteppedInput {
    let stepped: SteppedInput;
    try {
      stepped = { ...about, input, ...this.#session.apply(input) };
      if (unstored && stepped.outcome !== 'applied') return stepped;
      this.#note(stepped);
      this.#keepTimers(stepped);
    } catch (error) {
      if (error instanceof BudgetExceededError || error instanceof FactsMissingError) throw error;
      throw new PoisonError(poison, error);
    }
    return stepped;
  }

  #note(stepped: SteppedInput): void {
    this.#inputs.push(stepped);
    this.#at = this.#clamped(stepped.input.at);
    this.#left -= 1;
  }

  /** A timer whose due instant cannot be told is an input of its own, and an incident there. */
  #keepTimers({ input, effects }: SteppedInput): void {
    const failed: ({ readonly key: Key } & Reason)[] = [];
    for (const effect of effects) {
      if (effect.type === 'timer.cancel') this.#book.delete(effect.key);
      if (effect.type !== 'timer.set') continue;
      const { key, timer } = effect;
      const repeats = input.type === 'timer.fired' && timer.kind === 'cycle' && timer.from === input.due;
      const date = this.#deps.dueDates.of(timer, repeats ? input.at : undefined);
      for (const fact of date.facts) this.#facts.set(fact.calendar, fact);
      if ('error' in date) failed.push({ key, message: date.error, ...ruleAndParameters(date) });
      else {
        this.#book.set(key, date.due);
        this.#due[key] = date.due;
      }
    }
    for (const failure of failed) {
      const failing: Input = { type: 'timer.failed', ...failure, at: input.at };
      const stepped: SteppedInput = { input: failing, ...this.#session.apply(failing) };
      this.#note(stepped);
      this.#keepTimers(stepped);
    }
  }
}
