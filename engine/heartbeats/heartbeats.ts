import type { Pool } from 'pg';

/** Signs of life of the parts of running processes, for the readiness of the whole (docs/operations.md). */
export interface Heartbeats {
  /** These parts of a process are alive now. `process`: unique to it, kept for an hour after its last sign. */
  beat(process: string, parts: readonly string[]): Promise<void>;
}

const BEAT = `
  with old as (delete from heartbeats where at < clock_timestamp() - interval '1 hour' and process <> $1)
  insert into heartbeats (process, part, at) select $1, part, clock_timestamp() from unnest($2::text[]) part
  on conflict (process, part) do update set at = excluded.at`;

export const createHeartbeats = (pool: Pick<Pool, 'query'>): Heartbeats => ({
  async beat(process, parts) {
    if (parts.length > 0) await pool.query({ name: 'heartbeat', text: BEAT, values: [process, parts] });
  },
});
