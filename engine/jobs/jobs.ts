import type { Pool } from 'pg';
import { visibleVariables, type InstanceState, type Json, type Key, type Variables } from '../../bpmn/index.js';
import type { Clock } from '../timers/clock.js';
import { jsonbText } from '../instances/sql-json.js';
import type { ActivatedJob, ActivationRequest, Answer, EntityKey } from '../engine.js';
import type { Accept, Decided } from '../instances/accept.js';
import { noSuch, type Words } from '../instances/words.js';
import { instanceOf, localOf, processInstanceKey } from '../keys.js';
import type { Notices } from '../notices/notices.js';

/** Jobs for outside workers. Locks, retries left and time-outs live in Postgres alone. */
export interface Jobs {
  activate(request: ActivationRequest): Promise<readonly ActivatedJob[]>;
  complete(key: EntityKey, variables: Variables): Promise<Answer>;
  fail(
    key: EntityKey,
    failure: {
      readonly retries: number;
      readonly message: string;
      readonly backOffMs: number;
      readonly variables: Variables;
    },
  ): Promise<Answer>;
  throwError(
    key: EntityKey,
    error: { readonly code: string; readonly message: string; readonly variables: Variables },
  ): Promise<Answer>;
  update(key: EntityKey, change: { readonly retries?: number; readonly timeoutMs?: number }): Promise<Answer>;
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
}

/** Oldest first; a lock that has run out is as good as none. */
const ACTIVATE = `
  with taken as (
    select key from jobs
    where type = $1 and state = 'open' and retries > 0
      and (deadline is null or deadline <= $4) and (back_off_until is null or back_off_until <= $4)
    order by key limit $5 for update skip locked
  ), locked as (
    update jobs j set worker = $2, deadline = $4::timestamptz + $3::bigint * interval '1 ms', back_off_until = null
    from taken where j.key = taken.key returning j.*
  )
  select l.*, p.root_number, p.tags, p.business_id from locked l join process_instances p on p.number = l.instance order by l.key`;

const jobWait = (key: EntityKey): Key => `j${localOf(key)}`;

export function createJobs(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly accept: Accept;
  readonly words: Words;
  readonly notices: Notices;
}): Jobs {
  const { pool, clock, accept } = deps;
  const about = (key: EntityKey) => ({ job: key });

  const states = async (instances: readonly string[]): Promise<Map<string, InstanceState>> => {
    const { rows } = await pool.query<{ number: string; state: InstanceState }>({
      name: 'job-states',
      text: 'select number, state from process_instances where number = any ($1)',
      values: [instances],
    });
    return new Map(rows.map((row) => [row.number, row.state]));
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

  /** Changes a job's row if `where` holds for it; else tells in which state it is. */
  const change = async (key: EntityKey, set: string, where: string, values: readonly unknown[]): Promise<Answer> => {
    const { rows } = await pool.query<{ state: string; type: string; changed: boolean }>(
      `with changed as (update jobs set ${set} where key = $1 and ${where} returning key)
       select j.state, j.type, exists (select 1 from changed) as changed from jobs j where j.key = $1`,
      [key, ...values],
    );
    const row = rows[0];
    if (!row) return { answer: 'refused', code: 'not-found', reason: noSuch(about(key)) };
    if (!row.changed) {
      const state = row.state === 'open' ? undefined : await deps.words.state(about(key));
      return { answer: 'refused', code: 'wrong-state', reason: state ?? `The job ${key} is not locked by a worker.` };
    }
    deps.notices.jobs([row.type]);
    return { answer: 'applied' };
  };

  return {
    async activate(request) {
      const now = await clock.now();
      const { rows } = await pool.query<Row>({
        name: 'activate-jobs',
        text: ACTIVATE,
        values: [request.type, request.worker, request.timeout, now, request.maxJobs],
      });
      if (rows.length === 0) return [];
      const byInstance = await states([...new Set(rows.map((row) => row.instance))]);
      return rows.map((row) => toJob(row, request, byInstance.get(row.instance)!));
    },
    complete: (key, variables) =>
      accept(instanceOf(key), { type: 'job.completed', key: jobWait(key), variables }, about(key)),
    async fail(key, { retries, message, backOffMs, variables }) {
      const now = await clock.now();
      const again = backOffMs > 0 ? new Date(now.getTime() + backOffMs) : null;
      const own = Object.keys(variables).length > 0 ? jsonbText(variables) : null;
      const { rows } = await pool.query<Decided & { readonly type: string | null }>({
        name: 'fail-job',
        text: 'select f.number, f.refusal, j.type from fail_job($1, $2, $3, $4, $5, $6, $7) f left join jobs j on j.key = $2',
        values: [instanceOf(key), key, retries, message, again, own, now],
      });
      if (rows[0]?.refusal === null && rows[0].type !== null) deps.notices.jobs([rows[0].type]);
      return accept.settle(instanceOf(key), rows[0], about(key));
    },
    throwError: (key, { code, message, variables }) =>
      accept(instanceOf(key), { type: 'job.errored', key: jobWait(key), code, message, variables }, about(key)),
    async update(key, { retries, timeoutMs }) {
      if (retries === undefined && timeoutMs === undefined) {
        return { answer: 'refused', code: 'invalid-argument', reason: 'Neither retries nor timeout is given.' };
      }
      const now = await clock.now();
      const sets = ['updated_at = $2'];
      const where = [`state in ('open', 'blocked')`];
      const values: unknown[] = [now];
      if (retries !== undefined) {
        values.push(retries);
        sets.push(`retries = $${values.length + 1}`);
      }
      if (timeoutMs !== undefined) {
        values.push(new Date(now.getTime() + timeoutMs));
        sets.push(`deadline = $${values.length + 1}`);
        values.push(now);
        where.push(`state = 'open' and deadline > $${values.length + 1}`);
      }
      return change(key, sets.join(', '), where.join(' and '), values);
    },
  };
}
