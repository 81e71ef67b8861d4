import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Product } from './product.js';

/** Bytes that lie on disk, by place. The log of Postgres is what was ever written to it. */
export type DurableBytes = Readonly<Record<'postgresLog' | 'postgresFiles' | 'temporalFiles', number>>;

/** Reads them after a checkpoint, so that files are as large as what they hold. */
export async function durableBytes(product: Product): Promise<DurableBytes> {
  const client = new Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    await client.query('checkpoint');
    const { rows } = await client.query<{ log: string; files: string }>(
      `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as log, pg_database_size(current_database()) as files`,
    );
    const files = readdirSync(product.temporalFolder).map((name) => statSync(join(product.temporalFolder, name)).size);
    return {
      postgresLog: Number(rows[0]?.log),
      postgresFiles: Number(rows[0]?.files),
      temporalFiles: files.reduce((sum, size) => sum + size, 0),
    };
  } finally {
    await client.end();
  }
}

/** What came on top, per instance. */
export function bytesPerInstance(before: DurableBytes, after: DurableBytes, instances: number): Record<string, number> {
  const places = Object.keys(after) as (keyof DurableBytes)[];
  return Object.fromEntries(places.map((place) => [place, Math.round((after[place] - before[place]) / instances)]));
}
