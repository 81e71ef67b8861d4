import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Documents too large for Temporal's history, by the hash of their content. */
export interface LargePayloads {
  /**
   * Stores a document; answers its hash. `workflowId`: whose history names it; as long as that workflow's instance is
   * kept in Temporal, the document is kept.
   */
  put(data: Uint8Array, workflowId: string | undefined): Promise<string>;
  /** @throws when there is none of that hash */
  get(hash: string): Promise<Uint8Array>;
}

/** A document that is stored again is as young as a new one. */
const PUT = `
  with stored as (
    insert into large_payloads (hash, data) values ($1, $2) on conflict (hash) do update set created_at = clock_timestamp()
    returning hash
  )
  insert into large_payload_uses (hash, workflow_id, instance)
    select hash, $3, (select number from process_instances where workflow_id = $3) from stored where $3::text is not null
    on conflict do nothing`;

export const createLargePayloads = (pool: Pool): LargePayloads => ({
  async put(data, workflowId) {
    const hash = createHash('sha256').update(data).digest('hex');
    await pool.query({ name: 'payload-put', text: PUT, values: [hash, Buffer.from(data), workflowId ?? null] });
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
