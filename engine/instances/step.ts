import {
  BudgetExceededError,
  ruleAndParameters,
  type Effect,
  type Input,
  type Instant,
  type Kernel,
  type Key,
  type ProcessDefinition,
  type Reason,
} from '../../bpmn/index.js';
import { FactsMissingError, type CalendarFact, type DueDates } from '../ports.js';
import { OPEN_AT_MOST, type OpenInput } from './head.js';
import { fromInputRow, type CallerStamp, type SteppedInput, type ToldFact } from './inputs.js';
import type { Command, CommandResult, StepFailure, StepRequest, StepResult, Told } from './step-request.js';
import { firstDue } from './timer-book.js';

/** Identities of inputs in one step, for those that cannot be stepped and are left out of the next attempt. */
export const poisonId = {
  open: ({ number }: Pick<OpenInput, 'number'>): string => `input ${number}`,
  told: ({ key }: Pick<ToldFact, 'key'>): string => `told ${key}`,
  command: ({ token }: Pick<Command, 'token'>): string => `command ${token}`,
  timer: (key: Key): string => `timer ${key}`,
};

/** Timers of its own making that one step takes ahead of one input. */
const OWN_TIMERS_AT_MOST = 100;

/** Effects that close what a command can be for. */
const CLOSING: ReadonlySet<Effect['type']> = new Set(['job.close', 'task.close', 'incident.clear'] as const);

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
 * One step of an instance: its inbox by number, then what Temporal told and commands by their instants; and before each of
 * them, as accepted at instant t, the timers that were due at or before t. An input that throws is left out and stepped by nobody; the others
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
  /** Waits that timers of this step have closed, and when those were due. */
  readonly #terms = new Map<Key, Instant>();
  readonly #callers: CallerStamp[] = [];

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
    const { head, commands, now, pinned = false } = this.#request;
    let taken = 0;
    for (const open of head.open) {
      if (!this.#takeOpen(open)) break;
      taken += 1;
    }
    const results = this.#takeByInstant();
    if (commands.length === 0 || pinned) this.#takeTimers(now, now);
    const emptied = taken === head.open.length && taken < OPEN_AT_MOST;
    return {
      state: this.#session.close(),
      inputs: this.#inputs,
      results,
      failures: this.#failures,
      due: this.#due,
      book: this.#book,
      facts: [...this.#facts.values()],
      callers: this.#callers,
      at: this.#at,
      emptied,
      complete: emptied && this.#left > 0 && results.every(({ result }) => result !== 'later'),
      next: this.#number,
      work: this.#session.work,
    };
  }

  /** What was told goes first on a tie; commands stay in the order in which they arrived. */
  #takeByInstant(): readonly CommandResult[] {
    const { told, commands } = this.#request;
    const waiting = [...told];
    const results = commands.map((command) => {
      while (waiting[0] !== undefined && waiting[0].at <= command.at) this.#takeTold(waiting.shift()!);
      return this.#takeCommand(command);
    });
    for (const each of waiting) this.#takeTold(each);
    return results;
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
      const { kind, content, message, givenBy } = open;
      const again = { kind, content, message, givenBy };
      this.#failures.push({ message: messageOf(poison), retry: { kind: 'input', input: again } });
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
    } else if (this.#apply(input, poisonId.open(open), about).outcome === 'applied') {
      this.#callers.push(...(open.callers ?? []));
    }
    return true;
  }

  /** Answers of activities that nobody waits for any more (repeats, late ones) are dropped. */
  #takeTold(told: Told): void {
    const { fact } = told;
    if (this.#left <= 0) return;
    const at = this.#clamped(told.at);
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
    if (!this.#takeTimers(at, at) || this.#left <= 0) return { result: 'later' };
    const { givenBy } = command;
    const about = { number: this.#number, ...(givenBy === undefined ? {} : { givenBy }) };
    const outcome = this.#apply({ ...command.fact, at }, poisonId.command(command), about, true);
    if (outcome.outcome === 'applied') {
      this.#number += 1;
      this.#callers.push(...(command.callers ?? []));
      return { result: 'applied' };
    }
    const termEnded = 'key' in command.fact ? this.#terms.get(command.fact.key) : undefined;
    return {
      result: 'refused',
      superseded: outcome.outcome === 'superseded',
      ...(outcome.code === undefined ? {} : { code: outcome.code }),
      reason: outcome.reason ?? '',
      ...(termEnded === undefined ? {} : { termEnded }),
    };
  }

  /**
   * Takes the timers due at or before `until`, at the instant `at`; false when no more inputs may be taken. A model that
   * sets one after another that is due at once goes on in the next step: of those set by this step only so many are taken.
   */
  #takeTimers(until: Instant, at: Instant): boolean {
    for (let own = 0; ;) {
      const next = firstDue(this.#book);
      if (next === undefined || next.due > until) return true;
      const { key, due } = next;
      if (key in this.#due && ++own > OWN_TIMERS_AT_MOST) return true;
      if (this.#left <= 0) return false;
      this.#book.delete(key);
      const poison = this.#poisoned.get(poisonId.timer(key));
      if (poison !== undefined) {
        this.#failures.push({ message: messageOf(poison), retry: { kind: 'timer', wait: key, due } });
        continue;
      }
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
      this.#keepTerms(stepped);
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

  #keepTerms({ input, effects }: SteppedInput): void {
    if (input.type !== 'timer.fired') return;
    for (const effect of effects)
      if (CLOSING.has(effect.type) && 'key' in effect) this.#terms.set(effect.key, input.due);
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
