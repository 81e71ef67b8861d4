import type { Pool } from 'pg';

/** The product's clock. Every product instant comes from a port of this shape. */
export interface Clock {
  now(): Promise<Date>;
}

/** Runs with the system. */
export const systemClock: Clock = { now: () => Promise.resolve(new Date()) };

/** Test mode: stands where the clock row says, else runs with the system. */
export const pinnableClock = (pool: Pool): Clock => ({
  async now() {
    const { rows } = await pool.query<{ pinned_at: Date | null }>({
      name: 'clock-read',
      text: 'select pinned_at from clock',
    });
    return rows[0]?.pinned_at ?? new Date();
  },
});
