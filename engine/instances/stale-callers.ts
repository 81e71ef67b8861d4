import type { Pool } from 'pg';
import type { CallerStamp } from './inputs.js';

/** Which subjects have other rights now than when these stamps were read. */
export async function staleSubjects(
  pool: Pick<Pool, 'query'>,
  stamps: readonly CallerStamp[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ subject: string }>({
    name: 'stale-subjects',
    text: `select c.subject from jsonb_to_recordset($1) c(subject text, epoch bigint)
      left join rights_epochs r on r.subject = c.subject where coalesce(r.epoch, 0) <> c.epoch`,
    values: [JSON.stringify(stamps)],
  });
  return new Set(rows.map(({ subject }) => subject));
}
