import type { Pool } from 'pg';
import { visibleVariables, type InstanceState, type Json, type Key, type Variables } from '../../bpmn/index.js';
import { type ActivatedJob, type ActivationRequest, type Actor, type Answer, type EntityKey } from '../engine.js';
import type { GiveCommand } from '../instances/commands.js';
import { notFoundMessage, type DescribeEntity } from '../instances/describe-entity.js';
import type { Heads } from '../instances/heads.js';
import { jsonbText } from '../instances/sql-json.js';
import { checkRights, rightsParameter } from '../instances/stale-callers.js';
import { instanceOf, localOf, processInstanceKey } from '../keys.js';
import type { Notices } from '../notices/notices.js';
import type { ProductClock } from '../timers/clock.js';

/** Jobs for outside workers. Locks and time-outs live in Postgres alone. */
export interface Jobs {
  activate(request: ActivationRequest, actor?: Actor): Promise<readonly ActivatedJob[]>;
  complete(key: EntityKey, variables: Variables, actor?: Actor): Promise<Answer>;
  fail(
    key: EntityKey,
    failure: {
      readonly retries: number;
      readonly message: string;
      readonly backOffMs: number;
      readonly variables: Variables;
    },
    actor?: Actor,
  ): Promise<Answer>;
  throwError(
    key: EntityKey,
    error: { readonly code: string; readonly message: string; readonly variables: Variables },
    actor?: Actor,
  ): Promise<Answer>;
  update(
    key: EntityKey,
    change: { readonly retries?: number; readonly timeoutMs?: number },
    actor?: Actor,
  ): Promise<Answer>;
}

interface Row {
  readonly key: string;
  readonly instance: string;
  readonly root_number: string;
  readonly type: string;
  readonly process_id: string;
  readonly version: number;
  readonly definition_key: string;
  readonly element_id: string;
  readonly element_instance_key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly retries: number;
  readonly deadline: Date;
  readonly tags: readonly string[];
  readonly business_id: string | null;
  readonly step: number;
  readonly token: string;
}

/**
 * Oldest first; a lock that has run out is as good as none. Locks go by the time of Postgres, back-offs by the product's
 * ($4). $6: whose rights are relied on, or null.
 */
const ACTIVATE = `
  with taken as (
    select key from jobs
    where type = $1 and state = 'open' and retries > 0
      and (deadline is null or deadline <= clock_timestamp()) and (back_off_until is null or back_off_until <= $4)
      and ($6::jsonb is null or callers_stand($6))
    order by key limit $5 for update skip locked
  ), locked as (
    update jobs j set worker = $2, deadline = clock_timestamp() + $3::bigint * interval '1 ms', back_off_until = null
    from taken where j.key = taken.key returning j.*
  )
  select l.*, p.root_number, p.tags, p.business_id, p.step, p.token
  from locked l join process_instances p on p.number = l.instance order by l.key`;

const jobWait = (key: EntityKey): Key => `j${localOf(key)}`;

export function createJobs(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly heads: Heads;
  readonly give: GiveCommand;
  readonly describeEntity: DescribeEntity;
  readonly notices: Notices;
}): Jobs {
  const { pool, clock, heads, give } = deps;
  const about = (key: EntityKey) => ({ job: key });

  /** States of the instances of these jobs, from remembered heads where those stand at the same step. */
  const states = async (rows: readonly Row[]): Promise<Map<string, InstanceState>> => {
    const found = new Map<string, InstanceState>();
    const missing = new Set<string>();
    for (const { instance, step, token } of rows) {
      const state = heads.state(instance, step, token);
      if (state) found.set(instance, state);
      else missing.add(instance);
    }
    if (missing.size === 0) return found;
    const read = await pool.query<{ number: string; state: InstanceState }>({
      name: 'job-states',
      text: 'select number, state from process_instances where number = any ($1)',
      values: [[...missing]],
    });
    for (const { number, state } of read.rows) found.set(number, state);
    return found;
  };

  const fetched = (all: Variables, names: readonly string[] | undefined): Variables => {
    if (!names?.length) return all;
    return Object.fromEntries(names.flatMap((name): [string, Json][] => (name in all ? [[name, all[name]!]] : [])));
  };

  /** Gives back what can be seen of jobs whose instance has ended in between: they are locked, their answer is refused. */
  const toJob = (row: Row, request: ActivationRequest, state: InstanceState): ActivatedJob => ({
    key: BigInt(row.key),
    type: row.type,
    processInstanceKey: processInstanceKey(BigInt(row.instance)),
    rootProcessInstanceKey: processInstanceKey(BigInt(row.root_number)),
    processId: row.process_id,
    version: row.version,
    definitionKey: BigInt(row.definition_key),
    elementId: row.element_id,
    elementInstanceKey: BigInt(row.element_instance_key),
    headers: row.headers,
    worker: request.worker,
    retries: row.retries,
    deadline: row.deadline,
    variables: fetched(
      visibleVariables(state, `e${localOf(BigInt(row.element_instance_key))}`),
      request.fetchVariables,
    ),
    tags: row.tags,
    ...(row.business_id === null ? {} : { businessId: row.business_id }),
  });

  /** Changes a job's row if `where` holds for it; else tells in which state it is. $2: rights relied on, or null. */
  const change = async (
    key: EntityKey,
    set: string,
    where: string,
    values: readonly unknown[],
    actor: Actor | undefined,
  ): Promise<Answer> => {
    const { rows } = await pool.query<{ state: string; type: string; changed: boolean }>(
      `with changed as (
         update jobs set ${set} where key = $1 and ($2::jsonb is null or callers_stand($2)) and ${where} returning key)
       select j.state, j.type, exists (select 1 from changed) as changed from jobs j where j.key = $1`,
      [key, rightsParameter(actor), ...values],
    );
    const row = rows[0];
    if (!row?.changed) await checkRights(pool, actor);
    if (!row) return { answer: 'refused', code: 'not-found', reason: notFoundMessage(about(key)) };
    if (!row.changed) {
      const state = row.state === 'open' ? undefined : await deps.describeEntity(about(key));
      return { answer: 'refused', code: 'wrong-state', reason: state ?? `The job ${key} is not locked by a worker.` };
    }
    deps.notices.jobs([row.type]);
    return { answer: 'applied' };
  };

  return {
    async activate(request, actor) {
      const now = await clock.now();
      const { rows } = await pool.query<Row>({
        name: 'activate-jobs',
        text: ACTIVATE,
        values: [request.type, request.worker, request.timeout, now, request.maxJobs, rightsParameter(actor)],
      });
      if (rows.length === 0) {
        await checkRights(pool, actor);
        return [];
      }
      const byInstance = await states(rows);
      return rows.map((row) => toJob(row, request, byInstance.get(row.instance)!));
    },
    complete: (key, variables, actor) =>
      give(instanceOf(key), { type: 'job.completed', key: jobWait(key), variables }, about(key), actor),
    async fail(key, { retries, message, backOffMs, variables }, actor) {
      const fact = { type: 'job.failed' as const, key: jobWait(key), message, retries: Math.max(0, retries) };
      if (retries <= 0 || Object.keys(variables).length > 0)
        return give(instanceOf(key), { ...fact, backOffMs, variables }, about(key), actor);
      // It goes back to the workers: nothing about its instance changes.
      const now = await clock.now();
      return change(
        key,
        'retries = $3, error_message = $4, back_off_until = $5, updated_at = $6, deadline = null, worker = null',
        `state = 'open'`,
        [retries, storable(message), backOffMs > 0 ? new Date(now.getTime() + backOffMs) : null, now],
        actor,
      );
    },
    throwError: (key, { code, message, variables }, actor) =>
      give(instanceOf(key), { type: 'job.errored', key: jobWait(key), code, message, variables }, about(key), actor),
    async update(key, { retries, timeoutMs }, actor) {
      if (retries === undefined && timeoutMs === undefined) {
        return { answer: 'refused', code: 'invalid-argument', reason: 'Neither retries nor timeout is given.' };
      }
      const sets = ['updated_at = $3'];
      const where = [`state in ('open', 'blocked')`];
      const values: unknown[] = [await clock.now()];
      if (retries !== undefined) {
        values.push(retries);
        sets.push(`retries = $${values.length + 2}`);
      }
      if (timeoutMs !== undefined) {
        values.push(timeoutMs);
        sets.push(`deadline = clock_timestamp() + $${values.length + 2}::bigint * interval '1 ms'`);
        where.push(`state = 'open' and deadline > clock_timestamp()`);
      }
      return change(key, sets.join(', '), where.join(' and '), values, actor);
    },
  };
}

/** PostgreSQL's texts hold neither U+0000 nor half of a surrogate pair. */
const storable = (text: string): string => JSON.parse(jsonbText(text)) as string;
