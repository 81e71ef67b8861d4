import { localNumber, type InstanceState, type Json, type Key, type Wait } from '../../bpmn/index.js';
import { sameJson } from '../same-json.js';

/** What is open in Postgres for one instance, by kind of wait. */
export interface OpenRows {
  readonly job: readonly string[];
  readonly task: readonly string[];
  readonly timer: readonly string[];
  readonly message: readonly string[];
  readonly activity: readonly string[];
  /** `busy`: not started yet, or with inputs that have no outcome yet. */
  readonly child: readonly { readonly wait: string; readonly busy: boolean }[];
  readonly incident: readonly number[];
  readonly element: readonly number[];
  readonly variables: readonly { readonly scope: number; readonly name: string; readonly value: string }[];
}

/** Reads `OpenRows` of the instance `$1`. */
export const OPEN_ROWS = `
  select
    array(select wait from jobs where instance = $1 and state in ('open', 'blocked')) as job,
    array(select wait from user_tasks where instance = $1 and state = 'open') as task,
    array(select wait from timers where instance = $1
      union all select content->>'key' from inputs where instance = $1 and kind = 'timer.failed' and outcome is null
      union all select retry->>'wait' from incidents where instance = $1 and state = 'active' and retry->>'kind' = 'timer') as timer,
    array(select wait from message_subscriptions where instance = $1 and state in ('open', 'correlated')) as message,
    array(select wait from temporal_activities where instance = $1
      union all select retry->>'wait' from incidents where instance = $1 and state = 'active' and retry->>'kind' = 'activity') as activity,
    coalesce((select json_agg(c) from (
      select parent_wait as wait, true as busy from starts where parent_number = $1
      union all select p.parent_wait, exists (select 1 from inputs i where i.instance = p.number and i.outcome is null)
        from process_instances p where p.parent_number = $1 and p.status = 'active') c), '[]') as child,
    array(select local_of(key) from incidents where instance = $1 and state = 'active' and retry is null) as incident,
    array(select local_of(key) from element_instances where instance = $1 and state = 'active') as element,
    coalesce((select json_agg(json_build_object('scope', scope, 'name', name, 'value', value)) from variables where instance = $1), '[]') as variables`;

type Say = (fault: string) => void;

const sorted = (list: Iterable<string | number>): string => [...list].sort().join(' ');

/** Waits of a state by kind, as the keys that rows carry; one without due instant has none. */
function waitsOf(state: InstanceState): Record<Wait['kind'], string[]> {
  const waits: Record<Wait['kind'], string[]> = { job: [], task: [], timer: [], message: [], child: [], activity: [] };
  for (const instance of Object.values(state.instances)) {
    for (const [key, wait] of Object.entries(instance.waits ?? {})) {
      if (!(wait.kind === 'timer' && wait.failed)) waits[wait.kind].push(key);
    }
  }
  return waits;
}

/**
 * Compares what is open in Postgres with what the state waits for.
 *
 * @param idle the instance has no input without outcome: nothing is on its way to it
 */
export function checkOpenRows(state: InstanceState, open: OpenRows, idle: boolean, say: Say): void {
  const waits = waitsOf(state);
  const expect = (what: string, found: Iterable<string | number>, wanted: Iterable<string | number>): void => {
    if (sorted(found) !== sorted(wanted))
      say(`open ${what}: rows ${sorted(found) || '–'}, state ${sorted(wanted) || '–'}`);
  };
  expect('jobs', open.job, waits.job);
  expect('user tasks', open.task, waits.task);
  expect('timers', open.timer, waits.timer);
  expect('subscriptions', open.message, waits.message);
  expect('Temporal activities', open.activity, waits.activity);
  for (const { wait, busy } of open.child) {
    if (!busy && !waits.child.includes(wait)) say(`the child of ${wait} runs and is not waited for`);
  }
  for (const wait of waits.child) {
    if (idle && !open.child.some((child) => child.wait === wait)) say(`there is no child of ${wait}`);
  }
  const instances = Object.values(state.instances);
  expect(
    'elements',
    open.element,
    instances.map((instance) => localNumber(instance.key)),
  );
  expect(
    'incidents',
    open.incident,
    instances.flatMap((instance) => (instance.incident ? [localNumber(instance.incident.key)] : [])),
  );
  for (const [scope, variables] of Object.entries(state.variables) as [Key, Record<string, Json>][]) {
    for (const [name, value] of Object.entries(variables)) {
      const stored = open.variables.find((v) => v.scope === localNumber(scope) && v.name === name);
      if (!stored) say(`the variable ${name} of scope ${scope} has no row`);
      else if (!sameJson(JSON.parse(stored.value), value)) say(`the variable ${name} of scope ${scope} differs`);
    }
  }
}
