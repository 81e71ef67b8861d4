import type { Pool } from 'pg';
import { BudgetExceededError, initialState, type Input, type Kernel } from '../../bpmn/index.js';
import { isDuplicate, isUnknown, retryPause, sqlStateOf, TRIES } from '../database.js';
import type { DefinitionRow, Definitions } from '../definitions/definitions.js';
import type { Refusal } from '../engine.js';
import { FactsMissingError, type DueDates, type Projections } from '../ports.js';
import type { ProductClock } from '../timers/clock.js';
import type { AfterCommit, FoundStep } from './after-commit.js';
import type { Commits } from './commits.js';
import type { Head } from './head.js';
import type { Heads } from './heads.js';
import type { CallerStamp } from './inputs.js';
import { planCommit, type StepRole } from './plan-commit.js';
import { takeStep } from './step.js';

/** Where an instance comes from, besides its start input. */
export interface Origin {
  /** Row in `starts` that this start answers. */
  readonly start?: bigint;
  /** Number that was reserved for the instance. */
  readonly number?: bigint;
  readonly parentNumber?: bigint;
  readonly parentWait?: string;
  /** The element instance that called. */
  readonly parentElement?: bigint;
  readonly rootNumber?: bigint;
  readonly messageKey?: bigint;
  /** Correlation key and name of the message that started it: one active instance per process and key. */
  readonly startCorrelation?: string;
  readonly startMessageName?: string;
  readonly businessId?: string;
  readonly tags?: readonly string[];
  /** Its workflow is told at once and runs until the instance ends. */
  readonly durable?: boolean;
}

/**
 * `refused`: the kernel did not take the start, or its business id is taken; nothing is stored. `absent`: the row in `starts` was gone. `outdated`: a
 * newer version is deployed. `heavy`: its first step is more than a request may do.
 */
export type StartResult =
  | { readonly result: 'started'; readonly number: bigint }
  | { readonly result: 'refused'; readonly code: Refusal['code']; readonly reason: string }
  | { readonly result: 'absent' | 'outdated' | 'stale-caller' | 'heavy' };

export interface StartOptions {
  readonly callers?: readonly CallerStamp[] | undefined;
  /** Only if the definition is still the newest version of its process. */
  readonly latest?: boolean;
}

/**
 * Starts one instance: steps its start and commits it as step 0, again and again while what that rests on changes.
 * `origin.number` absent: the instance gets the next number. A lost reply is looked up, never answered as a failure.
 * @throws what the kernel or the database throws about this start; nothing is stored then
 */
export type StartInstance = (
  definition: DefinitionRow,
  start: Extract<Input, { type: 'start' }>,
  origin: Origin,
  options?: StartOptions,
) => Promise<StartResult>;

/** Numbers that a process draws at a time. */
const NUMBERS = 50;
const OWN_NUMBER = 'process_instances_pkey';
/** One active instance per process and business id. */
const BUSINESS_ID = 'process_instances_business_id';

/** Keys travel as decimal text: JSON has no 64-bit integers. */
const textKeys = (origin: Omit<Origin, 'number'>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(origin).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  );

export interface StartDeps {
  readonly pool: Pool;
  readonly kernel: Kernel;
  readonly definitions: Definitions;
  readonly clock: ProductClock;
  readonly heads: Heads;
  readonly commits: Commits;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  readonly role: StepRole;
  readonly afterCommit: AfterCommit;
}

/**
 * Starts instances: the kernel's first step runs where the start is accepted, and one transaction stores instance, journal,
 * tasks, jobs and subscriptions as step 0.
 */
export function createStartInstance(deps: StartDeps): StartInstance {
  const { pool, definitions, clock, commits, dueDates, heads } = deps;
  let numbers: bigint[] = [];

  /** Drawn beforehand, so that a start whose reply was lost can be looked up. */
  const nextNumber = async (): Promise<bigint> => {
    const known = numbers.shift();
    if (known !== undefined) return known;
    const { rows } = await pool.query<{ number: string }>({
      name: 'draw-numbers',
      text: `select nextval('entity_numbers') as number from generate_series(1, $1)`,
      values: [NUMBERS],
    });
    const drawn = rows.map(({ number }) => BigInt(number));
    const [first] = drawn;
    numbers = numbers.concat(drawn.slice(1));
    return first!;
  };

  const isStored = async (number: bigint): Promise<boolean> => {
    const { rows } = await pool.query('select 1 from process_instances where number = $1', [number]);
    return rows.length > 0;
  };

  /** A start whose reply was lost: it has gone through. */
  const found = (number: bigint, step: FoundStep): StartResult => {
    deps.afterCommit.found(step);
    return { result: 'started', number };
  };

  const attempt: StartInstance = async (row, start, origin, { callers, latest = false } = {}) => {
    const { number: reserved, ...meta } = origin;
    const number = reserved ?? (await nextNumber());
    const definition = await definitions.document(row.hash);
    let at = start.at;
    /** The first try whose reply was lost: what others would have stored is the same. */
    let sent: FoundStep | undefined;
    for (let tries = 1; ; tries++) {
      const reading = clock.reading();
      let sending: FoundStep | undefined;
      const head: Head = {
        instance: number.toString(),
        hash: row.hash,
        state: initialState,
        ...{ bytes: 0, step: 0, token: '0', at, next: 0, heavy: false, fresh: true },
        ...{ book: new Map(), open: [] },
        parent: meta.parentNumber !== undefined,
        startCorrelation: meta.startCorrelation ?? null,
      };
      try {
        const { type: _type, at: _at, ...content } = start;
        const command = { fact: { type: 'start' as const, ...content }, at, token: '0', callers };
        const step = takeStep(deps, definition, {
          ...{ head, told: [], commands: [command], now: reading.now, pinned: reading.pinnedAt !== null },
          budget: deps.role.budget,
        });
        const [outcome] = step.results;
        if (outcome?.result === 'refused')
          return { result: 'refused', code: outcome.code ?? 'wrong-state', reason: outcome.reason };
        if (outcome?.result === 'failed') throw outcome.error;
        const planned = planCommit(deps, definition, head, step, {
          ...{ clock: reading.epoch, now: reading.now },
          opening: {
            ...textKeys({ ...meta, tags: meta.tags ?? [] }),
            ...{
              definition: row.key.toString(),
              processId: row.processId,
              version: row.version,
              hash: row.hash,
              latest,
            },
          },
          alone:
            meta.start !== undefined ||
            meta.businessId !== undefined ||
            meta.messageKey !== undefined ||
            reserved !== undefined,
        });
        if (planned.head.bytes > deps.role.stateLimit) return { result: 'heavy' };
        const tell = meta.durable === true ? 0 : planned.request.head.tell;
        const request = { ...planned.request, head: { ...planned.request.head, tell } };
        sending = { head: planned.head, step, writes: planned.writes, tell };
        const { verdict, ...effects } = await commits.commit(request);
        if (verdict === 'clock') {
          await clock.refresh();
          if (meta.start === undefined) at = clock.reading().now;
          continue;
        }
        if (verdict === 'facts') {
          await dueDates.reread();
          continue;
        }
        if (verdict === 'callers' || verdict === 'outdated' || verdict === 'absent') {
          if (sent !== undefined && (await isStored(number))) return found(number, sent);
          return { result: verdict === 'callers' ? 'stale-caller' : verdict };
        }
        if (verdict !== null) throw new Error(`a start was answered ${verdict}`);
        if (step.state.status === 'active' && !effects.delivered.includes(head.instance)) heads.remember(planned.head);
        deps.afterCommit.committed({ ...sending, effects });
        return { result: 'started', number };
      } catch (error) {
        if (error instanceof FactsMissingError) await dueDates.read(error.calendars);
        else if (error instanceof BudgetExceededError) return { result: 'heavy' };
        else if (sent !== undefined && isDuplicate(error, OWN_NUMBER)) return found(number, sent);
        else if (isDuplicate(error, BUSINESS_ID)) {
          const reason = `An active instance of ${row.processId} has the business id ${meta.businessId}.`;
          return { result: 'refused', code: 'already-exists', reason };
        } else if (isUnknown(error) && tries < TRIES) {
          sent ??= sending;
          await retryPause();
        } else throw error;
      }
    }
  };

  /** What is answered without a commit rests on a version that nothing has checked. */
  return async (row, start, origin, options = {}) => {
    const overtaken = async (): Promise<boolean> => options.latest === true && !(await definitions.isNewest(row));
    try {
      const started = await attempt(row, start, origin, options);
      const unchecked = started.result === 'refused' || started.result === 'heavy';
      return unchecked && (await overtaken()) ? { result: 'outdated' } : started;
    } catch (error) {
      if (sqlStateOf(error) === undefined && !isUnknown(error) && (await overtaken())) return { result: 'outdated' };
      throw error;
    }
  };
}
