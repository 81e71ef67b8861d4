import type { Pool } from 'pg';
import { BudgetExceededError, type InputFact, type Kernel } from '../../bpmn/index.js';
import { isUnknown, isUnstorable, sqlStateOf } from '../database.js';
import type { Definitions } from '../definitions/definitions.js';
import { FactsMissingError, type DueDates, type Projections } from '../ports.js';
import type { ClockReading, ProductClock } from '../timers/clock.js';
import type { AfterCommit } from './after-commit.js';
import type { Committed, Commits, Verdict } from './commits.js';
import type { Head } from './head.js';
import type { Heads, ReadHead } from './heads.js';
import type { Inbox } from './inbox.js';
import type { CallerStamp, SteppedInput, ToldFact } from './inputs.js';
import { planCommit, type StepRole } from './plan-commit.js';
import { storedToken, type SentToken } from './sent-tokens.js';
import { staleSubjects } from './stale-callers.js';
import { poisonId, takeStep, type Command, type CommandResult, type StepResult } from './step.js';
import { newToken } from './token.js';

/** What became of a command at its lane. */
export type LaneAnswer =
  | CommandResult
  /** It is in the inbox and will have an outcome under this number. */
  | { readonly result: 'accepted'; readonly number: number }
  /** There is no such instance, or it has ended. */
  | { readonly result: 'gone'; readonly ended: boolean }
  /** The rights that it relies on are not those of its caller any more. */
  | { readonly result: 'stale-caller' };

export interface CommandOptions {
  /** User name or client id of who gives it. */
  readonly givenBy?: string | undefined;
  /** Whose rights were relied on to let it in. */
  readonly callers?: readonly CallerStamp[] | undefined;
}

/**
 * The lanes of a process: one for each instance that is being stepped. Who enters first works; who arrives meanwhile is
 * taken in the same step (flat combining).
 */
export interface Lanes {
  command(instance: string, fact: InputFact, options?: CommandOptions): Promise<LaneAnswer>;
  /**
   * Steps what is in the inbox, what Temporal told, and timers that are due. Answers where the instance stands then.
   * `followed`: it is its workflow that waits for the answer.
   */
  advance(instance: string, told?: readonly ToldFact[], followed?: boolean): Promise<Head | 'ended' | 'gone' | 'heavy'>;
}

/** Inputs that one step takes from its lane. */
const BATCH = 100;
/** After so many lost races commands go into the inbox, where whoever steps next takes them. */
const LOSSES = 3;
/** How often an unknown outcome or a failure to serialize is tried again. */
const TRIES = 30;
const RETRY_PAUSE_MS = 50;
/** Serialization failure, deadlock (PostgreSQL, appendix A): the transaction was rolled back and may be tried again. */
const TRANSIENT = new Set(['40001', '40P01']);

interface Entry {
  readonly command?: Command;
  readonly told: readonly ToldFact[];
  readonly followed: boolean;
  readonly answer: (answer: LaneAnswer) => void;
  readonly stands: (head: Head | 'ended' | 'gone' | 'heavy') => void;
  readonly failed: (error: unknown) => void;
}

/** A try whose reply may have been lost, with what its entries are told if it was stored. */
interface Try extends SentToken {
  readonly results: ReadonlyMap<Entry, LaneAnswer>;
}

export interface LaneDeps {
  readonly pool: Pool;
  readonly kernel: Kernel;
  readonly definitions: Definitions;
  readonly clock: ProductClock;
  readonly heads: Heads;
  readonly commits: Commits;
  readonly inbox: Inbox;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  readonly role: StepRole;
  readonly afterCommit: AfterCommit;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));

export function createLanes(deps: LaneDeps): Lanes {
  const lanes = new Map<string, Entry[]>();

  const work = async (instance: string, lane: Entry[]): Promise<void> => {
    while (lane.length > 0) {
      const batch = lane.splice(0, BATCH);
      await new LaneStep(deps, instance, batch).run().catch((error: unknown) => {
        deps.heads.forget(instance);
        for (const entry of batch) entry.failed(error);
      });
    }
    lanes.delete(instance);
  };

  const enter = (instance: string, entry: Entry): void => {
    const lane = lanes.get(instance);
    if (lane) lane.push(entry);
    else {
      const fresh = [entry];
      lanes.set(instance, fresh);
      void work(instance, fresh);
    }
  };

  return {
    command: (instance, fact, { givenBy, callers } = {}) =>
      new Promise((answer, failed) => {
        const command: Command = { fact, at: deps.clock.reading().now, token: newToken(), givenBy, callers };
        enter(instance, { command, told: [], followed: false, answer, stands: () => undefined, failed });
      }),
    advance: (instance, told = [], followed = false) =>
      new Promise((stands, failed) => {
        enter(instance, { told, followed, answer: () => undefined, stands, failed });
      }),
  };
}

/** The work on one batch of one lane: step, commit, and again from the fresh head when that was lost. */
class LaneStep {
  readonly #deps: LaneDeps;
  readonly #instance: string;
  /** Those that have no answer yet. */
  #waiting: readonly Entry[];
  #fresh: boolean;
  #losses = 0;
  #tries = 0;
  #atMost: number | undefined;
  /** Tries whose reply was lost. */
  readonly #unknown: Try[] = [];
  /** Inputs that the database refuses, by `poisonId`. */
  readonly #unstorable = new Map<string, unknown>();

  constructor(deps: LaneDeps, instance: string, batch: readonly Entry[]) {
    this.#deps = deps;
    this.#instance = instance;
    this.#waiting = batch;
    // The inbox is known to a fresh head alone.
    this.#fresh = batch.some(({ command }) => command === undefined);
  }

  get #commands(): readonly Entry[] {
    return this.#waiting.filter(({ command }) => command !== undefined);
  }

  async run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const head = await this.#head();
      if (head === undefined) continue;
      await this.#step(head);
    }
  }

  /** The head to step from; undefined when the entries were answered without one, or fewer are left. */
  async #head(): Promise<Head | undefined> {
    const { heads } = this.#deps;
    const remembered = this.#fresh ? undefined : heads.get(this.#instance);
    if (remembered) return remembered;
    const callers = this.#commands.flatMap(({ command }) => command?.callers ?? []);
    const read = await heads.read(this.#instance, callers.length === 0 ? undefined : callers);
    if (read.found !== 'nothing' && !read.callersStand) {
      if (!(await this.#wasStored())) await this.#dropStaleCallers();
      return undefined;
    }
    return this.#usable(read);
  }

  async #usable(read: ReadHead): Promise<Head | undefined> {
    if (read.found === 'active') {
      const moved = this.#unknown.some(({ step }) => step < read.head.step);
      if (moved && (await this.#wasStored())) return undefined;
      if (!read.head.heavy || this.#deps.role.worker) return read.head;
      await this.#leaveToWorkers();
      return undefined;
    }
    if (read.found === 'large') {
      await this.#leaveToWorkers();
      return undefined;
    }
    if (await this.#wasStored()) return undefined;
    const ended = read.found === 'ended';
    for (const { answer, stands } of this.#waiting) {
      answer({ result: 'gone', ended });
      stands(ended ? 'ended' : 'gone');
    }
    this.#waiting = [];
    return undefined;
  }

  async #step(head: Head): Promise<void> {
    const { definitions, dueDates, heads, clock } = this.#deps;
    const definition = await definitions.document(head.hash);
    const reading = clock.reading();
    const entries = this.#commands;
    let step: StepResult;
    try {
      step = takeStep(this.#deps, definition, {
        head,
        told: this.#waiting.flatMap(({ told }) => told),
        commands: entries.map(({ command }) => command!),
        now: reading.now,
        budget: this.#deps.role.budget,
        atMost: this.#atMost,
        unstorable: this.#unstorable,
      });
    } catch (error) {
      if (error instanceof FactsMissingError) return dueDates.read(error.calendars);
      if (error instanceof BudgetExceededError) return this.#leaveToWorkers();
      throw error;
    }
    const unsure = step.results.some(({ result }) => result === 'refused');
    if (unsure && !head.fresh) {
      heads.forget(this.#instance);
      this.#fresh = true;
      return;
    }
    if (unsure && (await this.#wasStored())) return;
    if (step.inputs.length === 0 && step.failures.length === 0) return this.#answer(entries, step, head);
    await this.#commit(head, step, entries, reading);
  }

  async #commit(head: Head, step: StepResult, entries: readonly Entry[], reading: ClockReading): Promise<void> {
    const { heads, commits, afterCommit } = this.#deps;
    const applied = entries.filter((_, i) => step.results[i]?.result === 'applied');
    const definition = await this.#deps.definitions.document(head.hash);
    const planned = planCommit(this.#deps, definition, head, step, {
      clock: reading.epoch,
      now: reading.now,
      callers: distinct(applied.flatMap(({ command }) => command?.callers ?? [])),
      followed: this.#waiting.some(({ followed }) => followed),
    });
    const { token } = planned.head;
    let committed: Committed;
    try {
      committed = await commits.commit(planned.request);
    } catch (error) {
      return this.#failedCommit(error, { step: head.step, token, results: resultsOf(entries, step) }, step);
    }
    const { verdict, ...setOff } = committed;
    if (verdict !== null) return this.#lost(verdict);
    const known = step.state.status === 'active' && step.emptied && !setOff.delivered.includes(this.#instance);
    if (known) heads.remember(planned.head);
    else heads.forget(this.#instance);
    afterCommit.committed({
      head: planned.head,
      step,
      writes: planned.writes,
      setOff,
      tell: planned.request.head.tell,
    });
    this.#answer(entries, step, planned.head);
  }

  /** Answers what has a result, and those who only wanted the instance stepped; the rest waits for the next step. */
  #answer(entries: readonly Entry[], step: StepResult, head: Head): void {
    const results = resultsOf(entries, step);
    const left: Entry[] = [];
    for (const entry of this.#waiting) {
      const result = results.get(entry);
      if (entry.command === undefined) {
        if (!step.complete) left.push(entry);
        else entry.stands(step.state.status === 'active' ? head : 'ended');
      } else if (result === undefined || result.result === 'later') left.push(entry);
      else if (result.result === 'failed') entry.failed(result.error);
      else entry.answer(result);
    }
    this.#waiting = left;
    if (left.length > 0) this.#fresh = true;
  }

  /** The step was not committed: something that it rests on has changed. */
  async #lost(verdict: Exclude<Verdict, null>): Promise<void> {
    const { heads, clock, dueDates } = this.#deps;
    heads.forget(this.#instance);
    this.#fresh = true;
    if (await this.#wasStored()) return;
    switch (verdict) {
      case 'clock':
        await clock.refresh();
        return this.#restamp();
      case 'facts':
        return dueDates.reread();
      case 'callers':
        return this.#dropStaleCallers();
      case 'heavy':
        return this.#leaveToWorkers();
      default:
        this.#losses += 1;
        if (this.#losses >= LOSSES) await this.#intoInbox(false);
    }
  }

  /**
   * A broken connection leaves the outcome unknown: the try is kept and looked for before anything else is decided. An error
   * of the database is a known rollback. Where it is about what was to be stored, the one input at fault is found by taking
   * them singly.
   * @throws what is nobody's fault
   */
  async #failedCommit(error: unknown, sent: Try, step: StepResult): Promise<void> {
    this.#deps.heads.forget(this.#instance);
    this.#fresh = true;
    this.#tries += 1;
    if (isUnknown(error)) {
      this.#unknown.push(sent);
      if (this.#tries > TRIES) throw error;
      return pause();
    }
    if (TRANSIENT.has(sqlStateOf(error) ?? '') && this.#tries <= TRIES) return;
    if (!isUnstorable(error)) throw error;
    if (this.#atMost === undefined) {
      this.#atMost = 1;
      return;
    }
    this.#leaveOut(step, error);
  }

  /** The one input of a step that the database has refused is stepped by nobody any more. @throws when there is none */
  #leaveOut({ inputs, results }: StepResult, error: unknown): void {
    const failing = this.#commands.find((_, i) => results[i]?.result === 'applied');
    if (failing !== undefined) {
      failing.failed(error);
      this.#waiting = this.#waiting.filter((entry) => entry !== failing);
      return;
    }
    const id = inputs[0] && inputId(inputs[0]);
    if (id === undefined || this.#unstorable.has(id)) throw error;
    this.#unstorable.set(id, error);
  }

  /** The clock was set: what was accepted by the one before has happened by this one. */
  #restamp(): void {
    const { now } = this.#deps.clock.reading();
    this.#waiting = this.#waiting.map((entry) =>
      entry.command === undefined ? entry : { ...entry, command: { ...entry.command, at: now } },
    );
  }

  /** Looks for tries whose reply was lost; true when one was stored and its entries are answered. */
  async #wasStored(): Promise<boolean> {
    if (this.#unknown.length === 0) return false;
    const stored = (await storedToken(this.#deps.pool, this.#instance, this.#unknown)) as Try | undefined;
    if (stored === undefined) return false;
    this.#unknown.splice(this.#unknown.indexOf(stored), 1);
    this.#deps.afterCommit.unknown();
    this.#waiting = this.#waiting.filter((entry) => {
      const result = stored.results.get(entry);
      if (result === undefined || result.result === 'later') return true;
      if (result.result === 'failed') entry.failed(result.error);
      else entry.answer(result);
      return false;
    });
    return true;
  }

  async #dropStaleCallers(): Promise<void> {
    const stamps = this.#commands.flatMap(({ command }) => command?.callers ?? []);
    const stale = await staleSubjects(this.#deps.pool, stamps);
    this.#waiting = this.#waiting.filter(({ command, answer }) => {
      if (!command?.callers?.some((stamp) => stale.has(stamp.subject))) return true;
      answer({ result: 'stale-caller' });
      return false;
    });
  }

  /** More than a request may do: workers take it from the inbox, and nobody else until that is empty. */
  async #leaveToWorkers(): Promise<void> {
    await this.#intoInbox(true);
    this.#deps.afterCommit.unknown();
    for (const { command, stands } of this.#waiting) if (command === undefined) stands('heavy');
    this.#waiting = this.#commands;
    this.#fresh = true;
  }

  async #intoInbox(heavy: boolean): Promise<void> {
    const entries = this.#commands;
    if (entries.length === 0 && !heavy) return;
    if (await this.#wasStored()) return;
    const accepted = await this.#deps.inbox.accept(this.#instance, {
      commands: entries.map(({ command }) => command!),
      tried: this.#unknown.map(({ token }) => token),
      heavy,
    });
    if (accepted === 'stored') await this.#wasStored();
    if (accepted === 'stored' || accepted === 'ended') return;
    entries.forEach(({ answer }, i) => answer({ result: 'accepted', number: accepted[i]! }));
    this.#waiting = this.#waiting.filter(({ command }) => command === undefined);
    if (!heavy && this.#waiting.length === 0) this.#deps.afterCommit.delivered([this.#instance]);
  }
}

/** Identity of an input that is no command of the lane. */
function inputId({ number, input }: SteppedInput): string | undefined {
  if (number !== undefined) return poisonId.open({ number });
  if (input.type === 'timer.fired') return poisonId.timer(input.key);
  if (input.type === 'activity.completed' || input.type === 'activity.failed') return poisonId.told(input);
  return undefined;
}

function resultsOf(entries: readonly Entry[], step: StepResult): ReadonlyMap<Entry, LaneAnswer> {
  return new Map(entries.map((entry, i) => [entry, step.results[i]!]));
}

function distinct(callers: readonly CallerStamp[]): readonly CallerStamp[] {
  return [...new Map(callers.map((each) => [`${each.subject} ${each.epoch}`, each])).values()];
}
