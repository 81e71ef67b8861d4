import type { Pool } from 'pg';
import type { Clock } from './clock.js';
import type { Answer, EngineClock, Refusal } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { TimerStarts } from './timer-starts.js';

/** What is due next: a timer of an instance or a timer start of a definition. */
type Due =
  | {
      readonly kind: 'timer';
      readonly due: Date;
      readonly key: string;
      readonly instance: string;
      readonly wait: string;
    }
  | { readonly kind: 'start'; readonly due: Date; readonly key: string; readonly element: string };

const NEXT_DUE = `
  select * from (
    select 'timer' as kind, due, key, instance, wait, null as element from timers where due <= $1
    union all
    select 'start', due, definition_key, null, null, element_id from timer_starts where due <= $1
  ) d order by due, key limit 1`;

/** Nothing is on its way: no input without outcome, no start, no own activity (outside workers' jobs do not count). */
const AT_REST = `
  select not exists (select 1 from inputs where outcome is null)
     and not exists (select 1 from starts)
     and not exists (select 1 from own_activities) as rest`;

const POLL_MS = 5;
/** How long one turn may take before the move is given up. */
const PATIENCE_MS = 60_000;

const refused = (code: Refusal['code'], reason: string): Refusal => ({ answer: 'refused', code, reason });

/** The clock of test mode (design §5, Test clock). Without test mode it can be read, not moved. */
export function createTestClock(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly testMode: boolean;
  readonly notices: Notices;
  readonly timerStarts: TimerStarts;
}): EngineClock & { settle(): Promise<void> } {
  const { pool } = deps;
  const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

  const settle = async (): Promise<void> => {
    const giveUp = Date.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await pool.query<{ rest: boolean }>({ name: 'clock-at-rest', text: AT_REST });
      if (rows[0]!.rest) return;
      if (Date.now() > giveUp) throw new Error('The engine did not come to rest within a minute');
      deps.notices.nudge();
      await pause();
    }
  };

  const setTo = (instant: Date | null) => pool.query('update clock set pinned_at = $1', [instant]);

  /** Tells every workflow with timers, also one that is just being started, whether it may arm them. */
  const tellInstances = async (pinnedAt: Date | null): Promise<void> => {
    await pool.query(
      `select deliver(instance, 'clock', $1::json, $2) from (
         select distinct t.instance from timers t join process_instances p on p.number = t.instance
         where p.status = 'active' order by t.instance) w`,
      [JSON.stringify({ pinnedAt: pinnedAt?.getTime() ?? null }), pinnedAt ?? new Date()],
    );
    // Workflows of timer starts look at the clock when they are started anew.
    await pool.query('update timer_starts set hosted = false');
    deps.notices.nudge();
    await settle();
  };

  /** As of `at`: what was due in the past happens now, as it does by the running clock. */
  const fire = async (due: Due, at: Date): Promise<void> => {
    if (due.kind === 'start') {
      await deps.timerStarts.fire(BigInt(due.key), due.element, due.due.getTime(), at.getTime());
    } else {
      await pool.query(`select deliver($1, 'timer.fired', $2, $3)`, [
        due.instance,
        JSON.stringify({ key: due.wait, due: due.due.getTime() }),
        at,
      ]);
      deps.notices.nudge();
    }
    await settle();
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
    now: () => deps.clock.now(),
    pinned,
    settle,
    async pin(instant): Promise<Answer & { answer: 'applied' | 'refused' }> {
      if (!deps.testMode) return testModeOff;
      const before = await pinned();
      const now = before ?? new Date();
      if (instant < now && (await active())) {
        return refused('wrong-state', 'The clock goes back only while no process instance is active.');
      }
      await settle();
      if (!before) {
        await setTo(now < instant ? now : instant);
        await tellInstances(now);
      }
      let at = now < instant ? now : instant;
      for (;;) {
        const { rows } = await pool.query<Due>({ name: 'clock-next-due', text: NEXT_DUE, values: [instant] });
        const due = rows[0];
        if (!due) break;
        if (due.due > at) {
          at = due.due;
          await setTo(at);
        }
        await fire(due, at);
      }
      await setTo(instant);
      deps.notices.jobs(await waitingJobTypes(pool));
      return { answer: 'applied' };
    },
    async reset() {
      if (!deps.testMode) return testModeOff;
      await settle();
      await setTo(null);
      await tellInstances(null);
      return { answer: 'applied' };
    },
  };
}

/** Jobs whose lock or back-off the new instant may have ended. */
async function waitingJobTypes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    `select distinct type from jobs where state = 'open' and (deadline is not null or back_off_until is not null)`,
  );
  return rows.map((row) => row.type);
}
