import type { Pool } from 'pg';
import {
  createFeelEvaluator,
  createKernel,
  localNumber,
  type InstanceState,
  type Json,
  type Key,
  type Wait,
} from '../../bpmn/index.js';
import type { Definitions } from '../definitions/definitions.js';
import { replaySteps, sameJson, type StoredStep } from './replay.js';

/** One thing that does not agree. */
export interface Fault {
  readonly instance: string;
  readonly fault: string;
}

export interface Verification {
  readonly instances: number;
  readonly steps: number;
  readonly inputs: number;
  /** Inputs still without outcome; none once the engine is at rest. */
  readonly openInputs: number;
  readonly faults: readonly Fault[];
}

interface InstanceRow {
  readonly number: string;
  readonly hash: string;
  readonly status: string;
  readonly state: InstanceState;
  readonly step: number;
  readonly consumed: number;
}

/** What is open in Postgres for one instance, by kind of wait. */
interface OpenRows {
  readonly job: readonly string[];
  readonly task: readonly string[];
  readonly timer: readonly string[];
  readonly message: readonly string[];
  readonly activity: readonly string[];
  readonly child: readonly string[];
  readonly incident: readonly number[];
  readonly element: readonly number[];
  readonly variables: readonly { readonly scope: number; readonly name: string; readonly value: string }[];
  readonly inputs: readonly { readonly number: number; readonly outcome: string | null }[];
}

const OPEN_ROWS = `
  select
    array(select wait from jobs where instance = $1 and state in ('open', 'answered', 'blocked')) as job,
    array(select wait from user_tasks where instance = $1 and state in ('open', 'answered')) as task,
    array(select wait from timers where instance = $1) as timer,
    array(select wait from message_subscriptions where instance = $1 and state in ('open', 'correlated')) as message,
    array(select wait from own_activities where instance = $1) as activity,
    array(select parent_wait from starts where parent_number = $1
      union select parent_wait from process_instances where parent_number = $1 and status = 'active') as child,
    array(select (key & 8388607)::int from incidents where instance = $1 and state = 'active') as incident,
    array(select (key & 8388607)::int from element_instances where instance = $1 and state = 'active') as element,
    coalesce((select json_agg(json_build_object('scope', scope, 'name', name, 'value', value)) from variables where instance = $1), '[]') as variables,
    coalesce((select json_agg(json_build_object('number', number, 'outcome', outcome) order by number) from inputs where instance = $1), '[]') as inputs`;

const sorted = (list: Iterable<string | number>): string => [...list].sort().join(' ');

/** Waits of a state by kind, as the keys that rows carry. */
function waitsOf(state: InstanceState): Record<Wait['kind'], string[]> {
  const waits: Record<Wait['kind'], string[]> = { job: [], task: [], timer: [], message: [], child: [], activity: [] };
  for (const instance of Object.values(state.instances)) {
    for (const [key, wait] of Object.entries(instance.waits ?? {})) waits[wait.kind].push(key);
  }
  return waits;
}

/**
 * The checker (design §5): every instance's state and journal are what its stored steps give; what is open in Postgres is
 * what the state waits for; every input has exactly one outcome, in number order.
 */
export async function verifyInstances(deps: {
  readonly pool: Pool;
  readonly definitions: Definitions;
  readonly progress?: (done: number) => void;
}): Promise<Verification> {
  const { pool, definitions } = deps;
  const kernel = createKernel({ evaluate: createFeelEvaluator() });
  const faults: Fault[] = [];
  const totals = { instances: 0, steps: 0, inputs: 0, openInputs: 0 };
  let last = '0';

  const check = async (row: InstanceRow): Promise<void> => {
    const say = (fault: string): void => void faults.push({ instance: row.number, fault });
    const steps = await pool.query<StoredStep>(
      'select step, inputs, journal from steps where instance = $1 order by step',
      [row.number],
    );
    const replayed = replaySteps(kernel, await definitions.document(row.hash), steps.rows);
    replayed.differences.forEach(say);
    if (steps.rows.length !== row.step) say(`stands at step ${row.step}, ${steps.rows.length} are stored`);
    if (!sameJson(replayed.state, row.state)) say('the state is not what its steps give');
    if (row.state.status !== row.status) say(`is ${row.status} in its row and ${row.state.status} in its state`);

    const open = (await pool.query<OpenRows>({ name: 'verify-open', text: OPEN_ROWS, values: [row.number] })).rows[0]!;
    checkOpen(row, open, say);
    checkInputs(row, open, steps.rows, say);
    totals.instances += 1;
    totals.steps += steps.rows.length;
    totals.inputs += open.inputs.length;
    totals.openInputs += open.inputs.filter((input) => input.outcome === null).length;
  };

  for (;;) {
    const { rows } = await pool.query<InstanceRow>(
      'select number, hash, status, state, step, consumed from process_instances where number > $1 order by number limit 100',
      [last],
    );
    if (rows.length === 0) return { ...totals, faults };
    for (const row of rows) await check(row);
    last = rows.at(-1)!.number;
    deps.progress?.(totals.instances);
  }
}

function checkOpen(row: InstanceRow, open: OpenRows, say: (fault: string) => void): void {
  const live = row.status === 'active';
  const waits = waitsOf(row.state);
  const expect = (what: string, found: Iterable<string | number>, wanted: Iterable<string | number>): void => {
    if (sorted(found) !== sorted(wanted))
      say(`open ${what}: rows ${sorted(found) || '–'}, state ${sorted(wanted) || '–'}`);
  };
  expect('jobs', open.job, waits.job);
  expect('user tasks', open.task, waits.task);
  expect('timers', open.timer, waits.timer);
  expect('own activities', open.activity, waits.activity);
  // A message may be on its way to a subscription that stays correlated until then.
  const answering = new Set(open.message);
  for (const wait of waits.message) if (!answering.has(wait)) say(`the subscription ${wait} has no row`);
  if (!live && open.message.some((wait) => waits.message.includes(wait))) say('has a subscription after its end');
  // A child's end, or its failed start, may be on its way to the parent.
  if (open.inputs.every((input) => input.outcome !== null)) expect('children', open.child, waits.child);
  const instances = Object.values(row.state.instances);
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
  for (const [scope, variables] of Object.entries(row.state.variables) as [Key, Record<string, Json>][]) {
    for (const [name, value] of Object.entries(variables)) {
      const stored = open.variables.find((v) => v.scope === localNumber(scope) && v.name === name);
      if (!stored) say(`the variable ${name} of scope ${scope} has no row`);
      else if (!sameJson(JSON.parse(stored.value), value)) say(`the variable ${name} of scope ${scope} differs`);
    }
  }
}

function checkInputs(
  row: InstanceRow,
  open: OpenRows,
  steps: readonly StoredStep[],
  say: (fault: string) => void,
): void {
  const consumed = new Map<number, number>();
  for (const { inputs } of steps)
    for (const { n } of inputs) if (n !== undefined) consumed.set(n, (consumed.get(n) ?? 0) + 1);
  for (const [number, times] of consumed) if (times > 1) say(`input ${number} was consumed ${times} times`);
  open.inputs.forEach(({ number, outcome }, at) => {
    if (number !== at) say(`input ${at} is missing`);
    if (number <= row.consumed && !consumed.has(number)) say(`input ${number} counts as consumed, no step has it`);
    if (number <= row.consumed && outcome === null) say(`input ${number} was consumed without outcome`);
    if (row.status !== 'active' && outcome === null) say(`input ${number} is open after the end`);
    if (number > row.consumed && outcome !== null && row.status === 'active')
      say(`input ${number} has an outcome and was not consumed`);
  });
}
