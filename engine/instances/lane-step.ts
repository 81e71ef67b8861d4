import type { Pool } from 'pg';
import { BudgetExceededError, type Instant, type Kernel, type ProcessDefinition } from '../../bpmn/index.js';
import { isTransient, isUnknown, isUnstorable, retryPause, TRIES } from '../database.js';
import type { Definitions } from '../definitions/definitions.js';
import { FactsMissingError, type DueDates, type Projections } from '../ports.js';
import type { ClockReading, ProductClock } from '../timers/clock.js';
import type { AfterCommit, FoundStep } from './after-commit.js';
import type { Committed, Commits, Verdict } from './commits.js';
import type { Head } from './head.js';
import type { Heads, ReadHead } from './heads.js';
import type { Inbox } from './inbox.js';
import type { SteppedInput } from './inputs.js';
import { planCommit, type StepRole } from './plan-commit.js';
import { storedToken, type SentToken } from './sent-tokens.js';
import { staleSubjects } from './stale-callers.js';
import type { Command, CommandResult, StepResult, Told } from './step-request.js';
import { poisonId, takeStep } from './step.js';

/** Result of a command at its lane. */
export type LaneAnswer =
  | Extract<CommandResult, { readonly result: 'applied' | 'refused' }>
  /** It is in the inbox and will have an outcome under this number. */
  | { readonly result: 'accepted'; readonly number: number }
  /** There is no such instance, or it has ended. */
  | { readonly result: 'gone'; readonly ended: boolean }
  /** The rights that it relies on are not those of its caller any more. */
  | { readonly result: 'stale-caller' };

/** Where an instance stands after it was advanced. */
export type Advanced = Head | 'ended' | 'gone' | 'heavy';

/** What has come into a lane: a command, or a call to advance the instance with what Temporal told. */
export interface LaneEntry {
  readonly command?: Command;
  readonly told: readonly Told[];
  /** The workflow of the instance waits for the answer. */
  readonly workflowWaits: boolean;
  readonly answer: (answer: LaneAnswer) => void;
  readonly onAdvanced: (advanced: Advanced) => void;
  readonly failed: (error: unknown) => void;
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

/** After so many lost races commands go into the inbox, where whoever steps next takes them. */
const LOSSES = 3;

/** A try whose reply may have been lost, with what its entries are told if it was stored. */
interface Try extends SentToken {
  /** By the tokens of the commands. */
  readonly results: ReadonlyMap<string, CommandResult>;
  readonly found: FoundStep;
}

/** The work on one batch of one lane: step, commit, and again from the fresh head when that was lost. */
export class LaneStep {
  readonly #deps: LaneDeps;
  readonly #instance: string;
  /** Those that have no answer yet. */
  #waiting: readonly LaneEntry[];
  #fresh: boolean;
  #losses = 0;
  #tries = 0;
  /** Inputs that one step takes at most: fewer where all together are too heavy, one to find what cannot be stored. */
  #atMost: number | undefined;
  /** Tries whose reply was lost. */
  readonly #unknown: Try[] = [];
  /** Inputs that the database refuses, by `poisonId`. */
  readonly #unstorable = new Map<string, unknown>();

  constructor(deps: LaneDeps, instance: string, batch: readonly LaneEntry[]) {
    this.#deps = deps;
    this.#instance = instance;
    this.#waiting = batch;
    // The inbox is known to a fresh head alone.
    this.#fresh = batch.some(({ command }) => command === undefined);
  }

  get #commands(): readonly LaneEntry[] {
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
    for (const { answer, onAdvanced } of this.#waiting) {
      answer({ result: 'gone', ended });
      onAdvanced(ended ? 'ended' : 'gone');
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
        pinned: reading.pinnedAt !== null,
        budget: this.#deps.role.budget,
        atMost: this.#atMost,
        unstorable: this.#unstorable,
      });
    } catch (error) {
      if (error instanceof FactsMissingError) return dueDates.read(error.calendars);
      if (error instanceof BudgetExceededError) return this.#takeFewer(head, reading.now);
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
    await this.#commit(definition, head, step, entries, reading);
  }

  /** All together are more than a request may do: half of them, then one by one; one that is too heavy itself is left. */
  async #takeFewer({ open, book }: Head, now: Instant): Promise<void> {
    if (this.#atMost === 1) return this.#leaveToWorkers();
    const due = [...book.values()].filter((instant) => instant <= now).length;
    const told = this.#waiting.flatMap((entry) => entry.told).length;
    const inputs = open.length + told + this.#commands.length + due;
    if (inputs <= 1) return this.#leaveToWorkers();
    this.#atMost = this.#atMost === undefined ? Math.ceil(inputs / 2) : 1;
  }

  async #commit(
    definition: ProcessDefinition,
    head: Head,
    step: StepResult,
    entries: readonly LaneEntry[],
    reading: ClockReading,
  ): Promise<void> {
    const { heads, commits, afterCommit } = this.#deps;
    const planned = planCommit(this.#deps, definition, head, step, {
      clock: reading.epoch,
      now: reading.now,
      workflowWaits: this.#waiting.some(({ workflowWaits }) => workflowWaits),
    });
    const found = { head: planned.head, step, writes: planned.writes, tell: planned.request.head.tell };
    let committed: Committed;
    try {
      committed = await commits.commit(planned.request);
    } catch (error) {
      const sent = { step: head.step, token: planned.head.token, results: resultsOf(entries, step), found };
      return this.#failedCommit(error, sent, step);
    }
    const { verdict, ...effects } = committed;
    if (verdict !== null) return this.#lost(verdict);
    const known = step.state.status === 'active' && step.emptied && !effects.delivered.includes(this.#instance);
    if (known) heads.remember(planned.head);
    else heads.forget(this.#instance);
    afterCommit.committed({ ...found, effects });
    this.#answer(entries, step, planned.head);
  }

  /** Answers what has a result, and those who only wanted the instance stepped; the rest waits for the next step. */
  #answer(entries: readonly LaneEntry[], step: StepResult, head: Head): void {
    const results = resultsOf(entries, step);
    this.#waiting = this.#waiting.filter((entry) => {
      if (entry.command !== undefined) return !isAnswered(entry, results);
      if (step.complete) entry.onAdvanced(step.state.status === 'active' ? head : 'ended');
      return !step.complete;
    });
    if (this.#waiting.length > 0) this.#fresh = true;
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
      return retryPause();
    }
    if (isTransient(error) && this.#tries <= TRIES) return;
    if (!isUnstorable(error)) throw error;
    if (this.#atMost !== 1) {
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
    const { now: at } = this.#deps.clock.reading();
    this.#waiting = this.#waiting.map((entry) => ({
      ...entry,
      ...(entry.command === undefined ? {} : { command: { ...entry.command, at } }),
      told: entry.told.map(({ fact }) => ({ fact, at })),
    }));
  }

  /** Looks for tries whose reply was lost; true when one was stored and its entries are answered. */
  async #wasStored(): Promise<boolean> {
    if (this.#unknown.length === 0) return false;
    const stored = (await storedToken(this.#deps.pool, this.#instance, this.#unknown)) as Try | undefined;
    if (stored === undefined) return false;
    this.#unknown.splice(this.#unknown.indexOf(stored), 1);
    this.#deps.afterCommit.found(stored.found);
    this.#waiting = this.#waiting.filter((entry) => !isAnswered(entry, stored.results));
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
    this.#deps.afterCommit.leftToWorkers();
    for (const { command, onAdvanced } of this.#waiting) if (command === undefined) onAdvanced('heavy');
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

/** Answers an entry with the result of its command; false when the next step has to tell. */
function isAnswered({ command, answer, failed }: LaneEntry, results: ReadonlyMap<string, CommandResult>): boolean {
  const result = command && results.get(command.token);
  if (result === undefined || result.result === 'later') return false;
  if (result.result === 'failed') failed(result.error);
  else answer(result);
  return true;
}

/** Identity of an input that is no command of the lane. */
function inputId({ number, input }: SteppedInput): string | undefined {
  if (number !== undefined) return poisonId.open({ number });
  if (input.type === 'timer.fired') return poisonId.timer(input.key);
  if (input.type === 'activity.completed' || input.type === 'activity.failed') return poisonId.told(input);
  return undefined;
}

/** Results of commands, by their tokens: the clock may be set, and their instants with it. */
function resultsOf(entries: readonly LaneEntry[], step: StepResult): ReadonlyMap<string, CommandResult> {
  return new Map(entries.map(({ command }, i) => [command!.token, step.results[i]!]));
}
