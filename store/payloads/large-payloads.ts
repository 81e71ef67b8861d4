import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Documents too large for Temporal's history, by the hash of their content. */
export interface LargePayloads {
  /** Stores a document; answers its hash. */
  put(data: Uint8Array): Promise<string>;
  /** @throws when there is none of that hash */
  get(hash: string): Promise<Uint8Array>;
}

export const createLargePayloads = (pool: Pool): LargePayloads => ({
  async put(data) {
    const hash = createHash('sha256').update(data).digest('hex');
    await pool.query({
      name: 'payload-put',
      text: 'insert into large_payloads (hash, data) values ($1, $2) on conflict do nothing',
      values: [hash, Buffer.from(data)],
    });
    return hash;
  },
  async get(hash) {
    const { rows } = await pool.query<{ data: Buffer }>({
      name: 'payload-get',
      text: 'select data from large_payloads where hash = $1',
      values: [hash],
    });
    const row = rows[0];
    if (!row) throw new Error(`There is no payload ${hash}`);
    return row.data;
  },
});
