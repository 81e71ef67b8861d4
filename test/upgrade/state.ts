import type { Client } from 'pg';
import { COMMIT, type Ending, type Expected, type InFlight, type Waiting } from './expected.js';
import { later } from './plan/index.js';
import type { Note } from './world.js';

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const keyOf = (number: string): string => `((${number} << 23) | 1)::text`;

/** The element that catches what a row waits for: rows name the one that it belongs to. */
const catching = (row: string): string => `(
  select e.value->'waits'->${row}.wait->>'for' from process_instances p, json_each(p.state->'instances') e
  where p.number = ${row}.instance and e.value->'waits'->${row}.wait is not null)`;

/** What instances wait for, one row each, what was asked for first in front. */
const WAITS = `
  select instance, local, waiting from (
    select instance, key & 8388607 as local, json_build_object('for', 'job', 'element', element_id, 'type', type, 'state', state,
        'retries', retries, 'lockedUntil', ${iso('deadline')}, 'backOffUntil', ${iso('back_off_until')}) as waiting
      from jobs where state in ('open', 'answered', 'blocked')
    union all select instance, key & 8388607, json_build_object('for', 'task', 'element', element_id, 'state', state, 'assignee', assignee)
      from user_tasks where state in ('open', 'answered')
    union all select instance, key & 8388607, json_build_object('for', 'timer', 'element', ${catching('t')}, 'due', ${iso('due')})
      from timers t
    union all select instance, key & 8388607, json_build_object('for', 'message', 'element', ${catching('m')}, 'type', name,
        'state', state, 'correlationKey', correlation_key)
      from message_subscriptions m where state in ('open', 'correlated')
    union all select instance, key & 8388607, json_build_object('for', 'activity', 'element', element_id, 'type', task_queue || '/' || activity)
      from own_activities
    union all select instance, key & 8388607, json_build_object('for', 'incident', 'element', element_id, 'type', type)
      from incidents where state = 'active'
    union all select c.parent_number, substr(c.parent_wait, 2)::bigint, json_build_object('for', 'child', 'element', e.element_id,
        'type', c.process_id, 'child', ${keyOf('c.number')})
      from process_instances c join element_instances e on e.key = c.parent_element where c.status = 'active'
    union all select s.parent_number, substr(s.parent_wait, 2)::bigint, json_build_object('for', 'unopened child',
        'element', e.element_id, 'type', s.process_id)
      from starts s join element_instances e on e.key = s.parent_element
  ) w order by instance, local`;

const INSTANCES = `
  select number::text as number, ${keyOf('number')} as key, process_id as process, version, status, workflow_started as workflow,
    case when parent_number is null then null else ${keyOf('parent_number')} end as parent,
    array(select kind from inputs i where i.instance = p.number and i.outcome is null order by i.number) as open
  from process_instances p order by p.number`;

interface Row {
  readonly number: string;
  readonly key: string;
  readonly process: string;
  readonly version: number;
  readonly status: 'active' | Ending;
  readonly workflow: boolean;
  readonly parent: string | null;
  readonly open: readonly string[];
}

/** Without the members that are null. */
const given = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as T;

/** Counts what a list is made of. */
const tally = (names: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/**
 * Reads what is in flight in a database.
 *
 * @param notes what the recipe says about instances, by key
 * @throws when it says nothing about one
 */
export async function readState(db: Client, notes: ReadonlyMap<string, Note>): Promise<Omit<Expected, 'access'>> {
  const list = async <T extends object>(sql: string): Promise<T[]> => (await db.query<T>(sql)).rows;
  const [now] = await list<{ at: string }>(`select ${iso('clock_timestamp()')} as at`);
  const waits = new Map<string, Waiting[]>();
  for (const { instance, waiting } of await list<{ instance: string; waiting: Waiting }>(WAITS)) {
    waits.set(instance, [...(waits.get(instance) ?? []), given(waiting)]);
  }
  const rows = await list<Row>(INSTANCES);
  const instances = rows
    .filter(({ status }) => status === 'active')
    .map(({ number, key, process, version, workflow, parent, open }): InFlight => {
      const note = notes.get(key);
      if (note === undefined) throw new Error(`nothing is known of instance ${key} of ${process}`);
      const { id, what, ticketId, finish, ends, leaves } = note;
      return {
        key,
        process,
        version,
        ...(id !== undefined && { id }),
        what,
        ...(parent !== null && { parent }),
        ...(ticketId !== undefined && { ticketId }),
        workflow,
        waits: waits.get(number) ?? [],
        ...(open.length > 0 && { open }),
        finish,
        ends,
        ...(leaves && { leaves }),
      };
    });
  const ended = rows.flatMap(({ key, process, status: state }) =>
    state === 'active' ? [] : [{ key, process, state }],
  );
  const inputs = await list<Expected['inputs'][number]>(
    `select ${keyOf('instance')} as instance, number, kind from inputs where outcome is null order by instance, number`,
  );
  const starts = await list<Expected['starts'][number]>(
    `select kind, process_id as process, case when parent_number is null then null else ${keyOf('parent_number')} end as parent,
       content->>'element' as element from starts order by id`,
  );
  const timerStarts = await list<Expected['timerStarts'][number]>(
    `select process_id as process, element_id as element, ${iso('due')} as due from timer_starts order by due`,
  );
  const messages = await list<Expected['messages'][number]>(
    `select name, correlation_key as key, ${iso('expires_at')} as expires from messages m where expires_at > now()
       and not exists (select 1 from message_correlations c where c.message_key = m.key) order by m.key`,
  );
  const mails = await list<Expected['mails'][number]>(
    `select message_id as "messageId", subject from incoming_mail where state = 'received' order by id`,
  );
  const letters = await list<Expected['letters'][number]>(
    `select ticket_id::text as "ticketId", template from outgoing_letters where state = 'pending' order by id`,
  );
  return {
    commit: COMMIT,
    recordedAt: now!.at,
    counts: {
      instances: tally(rows.map(({ status }) => status)),
      roots: tally(rows.filter(({ parent }) => parent === null).map(({ status }) => status)),
      processes: tally(instances.map(({ process }) => process)),
      waits: tally(
        [...waits.values()].flat().map((wait) => ('state' in wait ? `${wait.for} ${wait.state}` : wait.for)),
      ),
      incidents: tally([...waits.values()].flat().flatMap((wait) => (wait.for === 'incident' ? [wait.type!] : []))),
      openInputs: tally(inputs.map(({ kind }) => kind)),
      starts: tally(starts.map(({ kind }) => kind)),
      workflows: tally(instances.map(({ workflow }) => (workflow ? 'started' : 'not started'))),
      rest: {
        timerStarts: timerStarts.length,
        messages: messages.length,
        mails: mails.length,
        letters: letters.length,
      },
    },
    instances,
    ended,
    inputs,
    starts: starts.map(given),
    timerStarts,
    messages,
    mails,
    letters,
    later,
  };
}
