import type { Pool } from 'pg';
import { StaleCallerError, type Actor } from '../engine.js';
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

/** The rights that a command relies on, as SQL functions take them (`callers_stand`); null when on none. */
export const rightsParameter = (actor: Actor | undefined): string | null =>
  actor?.rights === undefined || actor.rights.length === 0 ? null : JSON.stringify(actor.rights);

/**
 * A command was not carried out: was it for the rights that it relies on?
 * @throws StaleCallerError when those have changed
 */
export async function checkRights(pool: Pick<Pool, 'query'>, actor: Actor | undefined): Promise<void> {
  if (actor?.rights?.length && (await staleSubjects(pool, actor.rights)).size > 0) throw new StaleCallerError();
}
