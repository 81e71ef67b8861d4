import type { Pool } from 'pg';
import { inTransaction } from '../database.js';

/** A commit that was sent and whose reply was lost. */
export interface SentToken {
  readonly step: number;
  readonly token: string;
}

/**
 * Which of these commits of one instance were stored, if any. A commit that is still under way is waited for: it holds the
 * instance row, or will not find its base any more.
 * @throws when the database cannot be read: the outcome stays unknown
 */
export async function storedToken(
  pool: Pool,
  instance: string,
  sent: readonly SentToken[],
): Promise<SentToken | undefined> {
  if (sent.length === 0) return undefined;
  const stored = await inTransaction(pool, async (client) => {
    await client.query('select 1 from process_instances where number = $1 for update', [instance]);
    const { rows } = await client.query<{ token: string }>(
      'select token from steps where instance = $1 and token = any ($2)',
      [instance, sent.map(({ token }) => token)],
    );
    return new Set(rows.map(({ token }) => token));
  });
  return sent.find(({ token }) => stored.has(token));
}
