import type { Pool } from 'pg';
import type { Instant } from '../../bpmn/index.js';

/** The product's time with the epoch of the clock that it was taken from. */
export interface ClockReading {
  readonly now: Instant;
  readonly epoch: number;
  /** Where the clock is pinned (test mode); null while it runs. */
  readonly pinnedAt: Instant | null;
}

/**
 * The product's clock: the time of Postgres, or where the clock row is pinned. This process remembers the row; a commit
 * checks its epoch, so that a step never rests on a clock that was set meanwhile.
 */
export interface ProductClock {
  /** By what this process remembers. */
  reading(): ClockReading;
  /** The time now, by the row as it is. */
  now(): Promise<Date>;
  /** Reads the row and the time of Postgres. */
  refresh(): Promise<void>;
  stop(): void;
}

/** The offset to Postgres is measured again after so long: clocks drift. */
const MEASURE_MS = 60_000;

/** `testMode`: the clock may be pinned by other processes at any time, so `now` always asks. */
export function createClock(pool: Pick<Pool, 'query'>, testMode: boolean): ProductClock {
  let offset = 0;
  // No epoch of the row: a commit before the first reading is refused.
  let epoch = -1;
  let pinnedAt: Instant | null = null;

  const refresh = async (): Promise<void> => {
    const before = Date.now();
    const { rows } = await pool.query<{ epoch: string; pinned: string | null; now: string }>({
      name: 'clock-read',
      text: 'select epoch, instant_ms(pinned_at) as pinned, instant_ms(clock_timestamp()) as now from clock',
    });
    const { epoch: read, pinned, now } = rows[0]!;
    offset = Math.round(Number(now) - (before + Date.now()) / 2);
    epoch = Number(read);
    pinnedAt = pinned === null ? null : Number(pinned);
  };
  const reading = (): ClockReading => ({ now: pinnedAt ?? Date.now() + offset, epoch, pinnedAt });
  const measuring = setInterval(() => void refresh().catch(() => undefined), MEASURE_MS);
  measuring.unref();

  return {
    reading,
    async now() {
      if (testMode || epoch < 0) await refresh();
      return new Date(reading().now);
    },
    refresh,
    stop: () => clearInterval(measuring),
  };
}
