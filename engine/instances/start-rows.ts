import type { Pool } from 'pg';
import {
  reason,
  reasonOf,
  type CaughtErrors,
  type ChildRequest,
  type Input,
  type Reason,
  type Variables,
} from '../../bpmn/index.js';
import { inTransaction } from '../database.js';
import type { DefinitionRow, Definitions } from '../definitions/definitions.js';
import type { Refusal } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { AfterCommit } from './after-commit.js';
import { jsonbText } from './sql-json.js';
import type { Origin, StartInstance } from './start-instance.js';

/** Starts the instances that commits, publications, due timers and the product (`asked`) have asked for by a row in `starts`. */
export interface StartRows {
  /**
   * Takes up to `limit` rows under a lease and opens their instances. A row that fails backs off by itself and holds up
   * no other.
   */
  take(limit: number): Promise<Taken>;
  /**
   * Opens the instance of one row right away, whoever holds its lease; nothing when somebody was faster. One that cannot
   * be opened is left to `take`, which tells why. Never throws: the row is stored, whatever becomes of it here.
   */
  openNow(id: bigint): Promise<void>;
}

export interface Taken {
  readonly taken: number;
  /** What failed for the first time, or for another reason than the time before. */
  readonly failed: readonly FailedStart[];
}

/** A start that could not be opened and is tried again. */
export interface FailedStart {
  readonly id: string;
  readonly kind: StartKind;
  readonly processId: string;
  /** Number of the calling instance. */
  readonly parent: string | null;
  readonly attempts: number;
  readonly error: string;
}

type StartKind = 'child' | 'message' | 'timer' | 'asked';

interface Row {
  readonly id: string;
  readonly kind: StartKind;
  readonly process_id: string;
  readonly definition_key: string | null;
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly parent_number: string | null;
  readonly parent_wait: string | null;
  readonly parent_element: string | null;
  readonly message_key: string | null;
  readonly correlation: string | null;
  readonly root_number: string | null;
  readonly parent_deployment: string | null;
  /** How many instances are above it, each called by the one before. */
  readonly call_depth: number;
  readonly attempts: number;
  readonly error: string | null;
}

const LEASE_MS = 5_000;
/** Processes may call each other so deep. */
const CALL_DEPTH = 100;
/** A failing row waits one second, then twice as long each time, up to five minutes. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;
/** From so many failures on a call activity is told that its child cannot be started: an incident there. */
const CHILD_ATTEMPTS = 5;

const BACK_OFF = `
  update starts set attempts = $2, error = $3, lease_until = clock_timestamp() + $4::bigint * interval '1 ms' where id = $1`;

const TAKE_SOON = `update starts set lease_until = 'epoch' where id = $1`;

/** Starts that have failed, with what they said the last time. */
export const FAILED_STARTS = `
  select id, kind, process_id as "processId", parent_number as parent, attempts, error from starts
  where attempts > 0 and refusal is null order by id`;

const taking = (which: string): string => `
  with taken as (
    update starts set lease_until = clock_timestamp() + $1::bigint * interval '1 ms' where ${which} returning *
  )
  select t.*, p.root_number, d.deployment_key as parent_deployment,
    (with recursive above (number, depth) as (
      select t.parent_number, 1 where t.parent_number is not null
      union all
      select i.parent_number, above.depth + 1 from above join process_instances i on i.number = above.number
      where i.parent_number is not null and above.depth <= ${String(CALL_DEPTH)}
    ) select count(*)::int from above) as call_depth
  from taken t left join process_instances p on p.number = t.parent_number
  left join process_definitions d on d.key = p.definition_key order by t.id`;

const TAKE = taking(
  `id in (select id from starts where lease_until < (select clock_timestamp()) and refusal is null
    order by id limit $2 for update skip locked)`,
);
const TAKE_ONE = taking('id = $2 and refusal is null');

const REFUSE = 'update starts set refusal = $2 where id = $1';

/** Does it ask for whatever version is the newest, which may be remembered and is checked by the commit? */
function wantsLatest(row: Row): boolean {
  const { binding = 'latest' } = row.content as Partial<ChildRequest>;
  return row.definition_key === null && binding === 'latest';
}

export function createStartRows(deps: {
  readonly pool: Pool;
  readonly definitions: Definitions;
  readonly startInstance: StartInstance;
  readonly notices: Notices;
  readonly afterCommit: AfterCommit;
}): StartRows {
  const definitionOf = (row: Row): Promise<DefinitionRow | undefined> => {
    if (row.definition_key !== null) return deps.definitions.find({ key: BigInt(row.definition_key) });
    const child = row.content as unknown as ChildRequest;
    if (child.binding === 'versionTag')
      return deps.definitions.findByVersionTag(row.process_id, child.versionTag ?? '');
    if (child.binding === 'deployment') {
      return deps.definitions.findInDeployment(row.process_id, BigInt(row.parent_deployment ?? '0'));
    }
    return deps.definitions.find({ processId: row.process_id });
  };

  /**
   * A child that cannot be started is told to its parent; who waits for what the product asked for finds the refusal in the
   * row, and where nobody waits it stays until it can be started; a message or timer start is dropped.
   * @throws Error for what stays
   */
  const refuse = async (row: Row, why: Reason, code: Refusal['code'] = 'wrong-state'): Promise<void> => {
    if (row.kind === 'asked') {
      if (row.content['awaited'] !== true) throw new Error(why.message);
      await deps.pool.query(REFUSE, [row.id, jsonbText({ answer: 'refused', code, reason: why.message })]);
      return;
    }
    const told = await inTransaction(deps.pool, async (client) => {
      const { rowCount } = await client.query('delete from starts where id = $1', [row.id]);
      if (rowCount === 0 || row.parent_number === null) return false;
      await client.query('select deliver($1, $2, $3, $4)', [
        row.parent_number,
        'child.failed',
        jsonbText({ key: row.parent_wait, ...why }),
        row.at,
      ]);
      return true;
    });
    if (told) deps.afterCommit.delivered([row.parent_number!]);
  };

  const open = async (row: Row): Promise<void> => {
    const definition = await definitionOf(row);
    if (!definition) return refuse(row, reason('called-process-missing', { process: row.process_id }));
    if (row.call_depth > CALL_DEPTH) return refuse(row, reason('calls-too-deep', { most: CALL_DEPTH }));
    const variables = row.content['variables'] as Variables;
    const element = row.content['element'] as string | undefined;
    const caught = row.content['caught'] as CaughtErrors | undefined;
    const messageName = row.content['messageName'] as string | undefined;
    const businessId = row.content['businessId'] as string | undefined;
    const number = row.content['number'] as string | undefined;
    const tags = row.content['tags'] as readonly string[] | undefined;
    const start: Extract<Input, { type: 'start' }> = {
      type: 'start',
      at: row.at.getTime(),
      variables,
      ...(element === undefined ? {} : { element }),
      ...(caught === undefined ? {} : { caught }),
    };
    const origin: Origin = {
      start: BigInt(row.id),
      ...(row.parent_number === null ? {} : { parentNumber: BigInt(row.parent_number) }),
      ...(row.parent_wait === null ? {} : { parentWait: row.parent_wait }),
      ...(row.parent_element === null ? {} : { parentElement: BigInt(row.parent_element) }),
      ...(row.root_number === null ? {} : { rootNumber: BigInt(row.root_number) }),
      ...(row.message_key === null ? {} : { messageKey: BigInt(row.message_key) }),
      ...(row.correlation === null ? {} : { startCorrelation: row.correlation }),
      ...(messageName === undefined ? {} : { startMessageName: messageName }),
      ...(businessId === undefined ? {} : { businessId }),
      ...(number === undefined ? {} : { number: BigInt(number) }),
      ...(tags === undefined ? {} : { tags }),
      ...(row.content['durable'] === true ? { durable: true } : {}),
    };
    const started = await deps.startInstance(definition, start, origin, { latest: wantsLatest(row) });
    if (started.result === 'outdated') {
      deps.definitions.forgetLatest(row.process_id);
      return open(row);
    }
    if (started.result === 'refused') return refuse(row, { message: started.reason }, started.code);
    if (started.result === 'heavy') throw new Error('its first step is more than a request may do');
  };

  /** Opens a row, or tells why it could not be. @throws only when the failure cannot be recorded either */
  const attempt = async (row: Row): Promise<readonly FailedStart[]> => {
    try {
      await open(row);
      return [];
    } catch (failure) {
      const error = failure instanceof Error ? failure.message : String(failure);
      const stored = error.replaceAll('\0', '\ufffd');
      const attempts = row.attempts + 1;
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** row.attempts);
      await deps.pool.query(BACK_OFF, [row.id, attempts, stored, wait]);
      if (row.kind === 'child' && attempts >= CHILD_ATTEMPTS)
        await refuse(row, reasonOf('called-process-failed', { process: row.process_id }, { message: error }));
      if (stored === row.error) return [];
      return [{ id: row.id, kind: row.kind, processId: row.process_id, parent: row.parent_number, attempts, error }];
    }
  };

  return {
    async take(limit) {
      const { rows } = await deps.pool.query<Row>({ name: 'starts-take', text: TAKE, values: [LEASE_MS, limit] });
      return { taken: rows.length, failed: (await Promise.all(rows.map(attempt))).flat() };
    },
    async openNow(id) {
      try {
        const values = [LEASE_MS, id];
        const { rows } = await deps.pool.query<Row>({ name: 'starts-take-one', text: TAKE_ONE, values });
        await Promise.all(
          rows.map((row) =>
            open(row).catch(() => deps.pool.query(TAKE_SOON, [row.id]).then(() => deps.notices.nudge())),
          ),
        );
      } catch {
        deps.notices.nudge();
      }
    },
  };
}
