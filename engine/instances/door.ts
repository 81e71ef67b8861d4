import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { initialState, type Input, type Instant, type Kernel } from '../../bpmn/index.js';
import type { DefinitionRow, Definitions } from '../definitions/definitions.js';
import type { Notices } from '../notices/notices.js';
import type { DueDates, Projections } from '../ports.js';
import { storedInputs, storedJournal, type SetOff } from './commit.js';
import type { CommittedInput } from './protocol.js';
import { reckon } from './reckoning.js';
import { jsonbText } from './sql-json.js';
import { openedJobTypes, writesOf } from './writes.js';

/** Where an instance comes from, besides its start input. */
export interface Origin {
  /** Row in `starts` that this start answers; the door stays shut when it is gone. */
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
}

/** `refused`: the kernel did not take the start; nothing is stored. `gone`: the row in `starts` was gone. */
export type Opened =
  | { readonly opened: 'started'; readonly number: bigint }
  | { readonly opened: 'refused'; readonly reason: string }
  | { readonly opened: 'gone' };

export type Door = (
  definition: DefinitionRow,
  start: Extract<Input, { type: 'start' }>,
  origin: Origin,
) => Promise<Opened>;

/**
 * The door (design §5): the kernel's first step runs where the start is accepted, and one transaction stores instance,
 * journal, tasks, jobs and subscriptions as step 0. The workflow is started by the relay: at once when timers or own
 * activities are pending, else with the first input.
 */
export function createDoor(deps: {
  readonly pool: Pool;
  readonly definitions: Definitions;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  readonly kernel: Kernel;
  readonly notices: Notices;
}): Door {
  return async (row, start, origin) => {
    const definition = await deps.definitions.document(row.hash);
    const result = deps.kernel.step(definition, initialState, start);
    if (result.outcome !== 'applied') return { opened: 'refused', reason: result.reason };
    const { type, at, ...content } = start;
    const input: CommittedInput = {
      n: 0,
      kind: type,
      at,
      content,
      outcome: 'applied',
      effects: result.effects,
      journal: result.journal,
    };
    const reckoned = await reckon([input], deps.dueDates);
    const writes = writesOf(definition, [input], reckoned, deps.projections);
    const active = result.state.status === 'active';
    const unsent = active && (row.eagerStart || deps.kernel.pending(result.state).length > 0);
    const { start: startRow, ...meta } = origin;
    const { rows } = await deps.pool.query<{
      answer: (SetOff & { readonly number: string; readonly unsent: boolean }) | null;
    }>({
      name: 'open-instance',
      text: 'select open_instance($1, $2, $3, $4, $5, $6, $7, instant($8), $9, $10, $11) as answer',
      values: [
        startRow ?? null,
        row.key,
        JSON.stringify(result.state),
        result.state.status,
        JSON.stringify(storedInputs([input])[0]),
        JSON.stringify({ due: reckoned.due }),
        JSON.stringify(storedJournal([input])),
        at satisfies Instant,
        unsent,
        jsonbText({ ...textKeys(meta), workflowId: `${row.processId}/${randomUUID()}` }),
        jsonbText(writes),
      ],
    });
    const answer = rows[0]!.answer;
    if (!answer) return { opened: 'gone' };
    if (answer.unsent) deps.notices.nudge();
    deps.notices.setOff(answer, openedJobTypes(writes));
    deps.notices.outcome(answer.number, 0, !active, 0);
    return { opened: 'started', number: BigInt(answer.number) };
  };
}

/** Keys travel as decimal text: JSON has no 64-bit integers. */
const textKeys = (origin: Omit<Origin, 'start'>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(origin).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  );
