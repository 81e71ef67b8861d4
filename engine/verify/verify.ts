import type { Pool, PoolClient } from 'pg';
import type { InstanceState, Kernel } from '../../bpmn/index.js';
import { STOPPED_TIMER_STARTS, type StoppedTimerStart } from '../timers/timer-starts.js';
import { inTransaction } from '../database.js';
import type { Definitions } from '../definitions/definitions.js';
import { FAILED_STARTS, type FailedStart } from '../instances/start-rows.js';
import { checkInputs, type InputRow } from './inputs.js';
import { checkOpenRows, OPEN_ROWS, type OpenRows } from './open-rows.js';
import { sameJson } from '../same-json.js';
import { LONGEST_TELL_MS } from '../instances/tell.js';
import { replaySteps, type StoredStep } from './replay.js';

/** One thing that does not agree. */
export interface Fault {
  readonly instance: string;
  readonly fault: string;
}

export interface Verification {
  readonly instances: number;
  readonly steps: number;
  /** Steps that were not replayed: they, or earlier ones of their instance, were taken by a kernel version unknown here. */
  readonly unreplayedSteps: number;
  readonly inputs: number;
  /** Inputs still without outcome; none once the engine is at rest. */
  readonly openInputs: number;
  readonly faults: readonly Fault[];
  /** Asked-for instances that could not be started; they are tried again. */
  readonly failedStarts: readonly FailedStart[];
  /** Timer start events whose next due instant cannot be computed; the next deployment of their process fixes them. */
  readonly stoppedTimerStarts: readonly StoppedTimerStart[];
}

interface InstanceRow {
  readonly number: string;
  readonly hash: string;
  readonly status: string;
  readonly state: InstanceState;
  readonly step: number;
  readonly token: string;
  readonly next: number;
  readonly unsent: boolean;
  /** What the engine could not step was done again: the row has got a token of its own. */
  readonly retried: boolean;
  /** Of timers that Temporal should keep and of activities it should run, whether the outbox will look at them in time. */
  readonly waits: boolean;
  readonly told: boolean;
}

/** Instances listed at a time. */
const PAGE = 200;

/** Everything that is stored about one instance, as of one instant. */
async function read(client: PoolClient, number: string) {
  await client.query('set transaction isolation level repeatable read, read only');
  const instance = await client.query<InstanceRow>(
    `select p.number, p.hash, p.status, p.state, p.step, p.token, b.next_number as next, b.unsent,
       exists (select 1 from temporal_activities a where a.instance = p.number)
         or (select c.pinned_at is null from clock c) and exists (select 1 from timers t where t.instance = p.number) as waits,
       exists (select 1 from incidents i where i.instance = p.number and i.retry is not null and i.state = 'resolved') as retried,
       coalesce(p.tell_at <= $2::bigint * interval '1 ms' + greatest(clock_timestamp(), (
         select min(t.due) from timers t where t.instance = p.number
           and not exists (select 1 from temporal_activities a where a.instance = p.number))), false) as told
     from process_instances p join inboxes b on b.instance = p.number where p.number = $1`,
    [number, LONGEST_TELL_MS],
  );
  const steps = await client.query<StoredStep>(
    'select step, token, kernel, inputs, journal from steps where instance = $1 order by step',
    [number],
  );
  const inputs = await client.query<InputRow>(
    'select number, kind, content, at, outcome from inputs where instance = $1 order by number',
    [number],
  );
  const open = await client.query<OpenRows>(OPEN_ROWS, [number]);
  return { instance: instance.rows[0], steps: steps.rows, inputs: inputs.rows, open: open.rows[0]! };
}

/**
 * The checker: every instance's state and journal are what its stored steps give; what is open in Postgres is
 * what the state waits for; every accepted input has exactly one outcome; what waits for Temporal will be told. May run while the engine works.
 */
export async function verifyInstances(deps: {
  readonly pool: Pool;
  readonly definitions: Definitions;
  readonly kernel: Kernel;
}): Promise<Verification> {
  const { pool, definitions, kernel } = deps;
  const faults: Fault[] = [];
  const totals = { instances: 0, steps: 0, unreplayedSteps: 0, inputs: 0, openInputs: 0 };
  let last = '0';

  const check = async (number: string): Promise<void> => {
    const { instance, steps, inputs, open } = await inTransaction(pool, (client) => read(client, number));
    if (!instance) return;
    const say = (fault: string): void => void faults.push({ instance: number, fault });
    const replayed = replaySteps(kernel, await definitions.document(instance.hash), steps);
    replayed.differences.forEach(say);
    if (steps.length !== instance.step) say(`stands at step ${instance.step}, ${steps.length} are stored`);
    if (steps.length > 0 && steps.at(-1)!.token !== instance.token && !instance.retried)
      say('its token is not that of its last step');
    if (replayed.unreplayed === 0 && !sameJson(replayed.state, instance.state))
      say('the state is not what its steps give');
    if (instance.state.status !== instance.status)
      say(`is ${instance.status} in its row and ${instance.state.status} in its state`);
    if (instance.status === 'active' && instance.waits && !instance.told)
      say('waits for Temporal and nobody will tell its workflow in time');
    const openInputs = inputs.filter(({ outcome }) => outcome === null).length;
    checkOpenRows(instance.state, open, openInputs === 0, say);
    checkInputs(instance, inputs, steps, say);
    totals.instances += 1;
    totals.steps += steps.length;
    totals.unreplayedSteps += replayed.unreplayed;
    totals.inputs += inputs.length;
    totals.openInputs += openInputs;
  };

  for (;;) {
    const { rows } = await pool.query<{ number: string }>(
      'select number from process_instances where number > $1 order by number limit $2',
      [last, PAGE],
    );
    if (rows.length === 0) {
      const { rows: failedStarts } = await pool.query<FailedStart>(FAILED_STARTS);
      const { rows: stoppedTimerStarts } = await pool.query<StoppedTimerStart>(STOPPED_TIMER_STARTS);
      return { ...totals, faults, failedStarts, stoppedTimerStarts };
    }
    for (const { number } of rows) await check(number);
    last = rows.at(-1)!.number;
  }
}
