import type { Pool } from 'pg';
import type { Answer, EngineClock, EntityKey, Refusal } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { ProductClock } from './clock.js';
import type { TimerStarts } from './timer-starts.js';

/** What is due next: a timer of an instance or a timer start of a definition. */
type Due =
  | { readonly kind: 'timer'; readonly due: Date; readonly key: string; readonly instance: string }
  | { readonly kind: 'start'; readonly due: Date; readonly key: string; readonly element: string };

/** $2: timers that could not be fired by this move. */
const NEXT_DUE = `
  select * from (
    select 'timer' as kind, due, key, instance, null as element from timers where due <= $1 and not key = any ($2::bigint[])
    union all
    select 'start', due, definition_key, null, element_id from timer_starts where due <= $1
  ) d order by due, key limit 1`;

/** Timer starts of definitions that are due. */
const DUE_STARTS = `
  select definition_key as key, element_id as element, due from timer_starts
  where definition_key = any ($1::bigint[]) and due <= $2 order by due, definition_key, element_id`;

/** What is on its way: inputs, starts and correlations (outside workers' jobs do not count), Temporal activities. */
const UNDER_WAY = `
  select (select count(*)::int from inputs where outcome is null) as inputs,
    (select count(*)::int from starts where attempts = 0 and refusal is null) as starts,
    (select count(*)::int from pending_correlations) as correlations,
    (select coalesce(json_agg(distinct activity), '[]') from temporal_activities) as activities`;

interface UnderWay {
  readonly inputs: number;
  readonly starts: number;
  readonly correlations: number;
  readonly activities: readonly string[];
}

const POLL_MS = 5;
/** How long a move waits for one turn; then it names what still runs. */
const PATIENCE_MS = 60_000;

const refused = (code: Refusal['code'], reason: string): Refusal => ({ answer: 'refused', code, reason });

/** What still runs after the stated time. */
export class StillRunningError extends Error {
  override readonly name = 'StillRunningError';

  constructor(under: UnderWay) {
    const what = [
      ...(under.inputs > 0 ? [`${under.inputs} inputs`] : []),
      ...(under.starts > 0 ? [`${under.starts} starts`] : []),
      ...(under.correlations > 0 ? [`${under.correlations} messages to correlate`] : []),
      ...under.activities.map((activity) => `the activity ${activity}`),
    ];
    super(`After ${PATIENCE_MS / 1_000} s there still run: ${what.join(', ')}`);
  }
}

/** What the test clock moves instances with. */
export interface Stepping {
  /** Steps what is due and what is in the inbox of an instance. */
  advance(instance: string): Promise<unknown>;
  /** Takes up what commits have left: start rows, inboxes, correlations. Answers how much it has done. */
  takeUp(): Promise<number>;
  /** Opens the instance that a row in `starts` asks for. */
  open(start: bigint): Promise<void>;
}

/** The clock, and what it does for others while it is pinned. */
export interface TestClock extends EngineClock {
  waitUntilIdle(): Promise<void>;
  /** Starts what is due of definitions that were deployed while the clock is pinned: it will not move to them. */
  startDue(definitions: readonly EntityKey[]): Promise<void>;
}

/** The clock of test mode. Without test mode it can be read, not moved. */
export function createTestClock(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly testMode: boolean;
  readonly notices: Notices;
  readonly timerStarts: TimerStarts;
  readonly stepping: Stepping;
}): TestClock {
  const { pool, clock } = deps;
  const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

  /** @throws StillRunningError */
  const waitUntilIdle = async (): Promise<void> => {
    const giveUp = performance.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await pool.query<UnderWay>({ name: 'clock-under-way', text: UNDER_WAY });
      const under = rows[0]!;
      if (under.inputs + under.starts + under.correlations + under.activities.length === 0) return;
      if (performance.now() > giveUp) throw new StillRunningError(under);
      if ((await deps.stepping.takeUp()) > 0) continue;
      deps.notices.nudge();
      await pause();
    }
  };

  const setTo = async (instant: Date | null): Promise<void> => {
    await pool.query('select set_clock($1)', [instant]);
    await clock.refresh();
  };

  /** As of `at`: what was due in the past happens now, as it does by the running clock. */
  const fire = async (due: Due, at: Date): Promise<void> => {
    if (due.kind === 'start')
      await deps.timerStarts.fire(BigInt(due.key), due.element, due.due.getTime(), at.getTime());
    else await deps.stepping.advance(due.instance);
    await waitUntilIdle();
  };

  const pinned = async (): Promise<Date | null> => {
    const { rows } = await pool.query<{ pinned_at: Date | null }>('select pinned_at from clock');
    return rows[0]?.pinned_at ?? null;
  };

  const active = async (): Promise<boolean> => {
    const { rows } = await pool.query(`select 1 from process_instances where status = 'active' limit 1`);
    return rows.length > 0;
  };

  const testModeOff = refused('wrong-state', 'The clock can be moved in test mode only (REGLAMENT_TEST_CLOCK=1).');

  return {
    now: () => clock.now(),
    pinned,
    waitUntilIdle,
    async startDue(definitions) {
      const at = deps.testMode ? await pinned() : null;
      if (at === null) return;
      // The turn after what was missed lies ahead, so each is due once.
      const { rows } = await pool.query<{ key: string; element: string; due: Date }>(DUE_STARTS, [definitions, at]);
      for (const { key, element, due } of rows) {
        const start = await deps.timerStarts.fire(BigInt(key), element, due.getTime(), at.getTime());
        if (start !== undefined) await deps.stepping.open(BigInt(start));
      }
    },
    async pin(instant): Promise<Answer & { answer: 'applied' | 'refused' }> {
      if (!deps.testMode) return testModeOff;
      const before = await pinned();
      const now = before ?? (await clock.now());
      if (instant < now && (await active())) {
        return refused('wrong-state', 'The clock goes back only while no process instance is active.');
      }
      await waitUntilIdle();
      let at = now < instant ? now : instant;
      if (!before) await setTo(at);
      const fired: string[] = [];
      for (;;) {
        const { rows } = await pool.query<Due>({ name: 'clock-next-due', text: NEXT_DUE, values: [instant, fired] });
        const due = rows[0];
        if (!due) break;
        if (due.due > at) {
          at = due.due;
          await setTo(at);
        }
        await fire(due, at);
        if (due.kind === 'timer') fired.push(due.key);
      }
      await setTo(instant);
      deps.notices.jobs(await waitingJobTypes(pool));
      return { answer: 'applied' };
    },
    async reset() {
      if (!deps.testMode) return testModeOff;
      await waitUntilIdle();
      const before = await pinned();
      if (before !== null && before.getTime() > Date.now() && (await active()))
        return refused(
          'wrong-state',
          'The clock goes back to the time of now only while no process instance is active.',
        );
      await setTo(null);
      deps.notices.nudge();
      return { answer: 'applied' };
    },
  };
}

/** Jobs whose back-off the new instant may have ended. */
async function waitingJobTypes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    `select distinct type from jobs where state = 'open' and (deadline is not null or back_off_until is not null)`,
  );
  return rows.map((row) => row.type);
}
