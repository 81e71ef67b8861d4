import type { Pool } from 'pg';
import type { ProductClock } from '../timers/clock.js';

/** Removes expired data (docs/operations.md, Retention). Any number of processes may do so at the same time. */
export interface Retention {
  /**
   * Removes messages a week after they have expired, with what they correlated to, and large payloads that only workflows
   * have whose instances ended longer ago than `retentionMs`, which is as long as Temporal keeps their histories, and
   * refused starts that nobody waits for any more.
   */
  sweep(retentionMs: number): Promise<Removed>;
}

/** How many were removed. */
export interface Removed {
  readonly messages: number;
  readonly payloads: number;
  readonly starts: number;
}

/** How long an expired message can still be looked at, by the product's clock. */
const SHOWN_MS = 7 * 24 * 3_600_000;
/** Rows to a statement: short transactions. */
const BATCH = 1_000;

/** A message that is on its way to an instance stays until it is there. */
const REMOVE_MESSAGES = `
  delete from messages where key in (
    select m.key from messages m where m.expires_at < $1
      and not exists (select 1 from inputs i where i.message_key = m.key and i.outcome is null)
      and not exists (select 1 from starts s where s.message_key = m.key)
    order by m.expires_at limit $2 for update skip locked)`;

/** A payload nobody is known to have is from before uses were written down; it stays. */
const REMOVE_PAYLOADS = `
  delete from large_payloads where hash in (
    select p.hash from large_payloads p
    where p.created_at < (select clock_timestamp()) - $1::bigint * interval '1 ms'
      and exists (select 1 from large_payload_uses u where u.hash = p.hash)
      and not exists (
        select 1 from large_payload_uses u join process_instances i on i.number = u.instance
        where u.hash = p.hash and (i.status = 'active' or i.ended_at > $3::timestamptz - $1::bigint * interval '1 ms'))
    order by p.created_at limit $2 for update skip locked)`;

/** Who waits for a start finds its refusal within seconds. */
const REMOVE_STARTS = `
  delete from starts where id in (
    select id from starts where refusal is not null and lease_until < clock_timestamp() - $1::bigint * interval '1 ms'
    limit $2 for update skip locked)`;
const REFUSED_KEPT_MS = 3_600_000;

export function createRetention({ pool, clock }: { readonly pool: Pool; readonly clock: ProductClock }): Retention {
  const removeAll = async (statement: string, ...values: readonly unknown[]): Promise<number> => {
    let removed = 0;
    for (;;) {
      const { rowCount } = await pool.query(statement, [...values]);
      removed += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) return removed;
    }
  };
  return {
    async sweep(retentionMs) {
      const now = await clock.now();
      const messages = await removeAll(REMOVE_MESSAGES, new Date(now.getTime() - SHOWN_MS), BATCH);
      const payloads = await removeAll(REMOVE_PAYLOADS, retentionMs, BATCH, now);
      const starts = await removeAll(REMOVE_STARTS, REFUSED_KEPT_MS, BATCH);
      return { messages, payloads, starts };
    },
  };
}
