import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolClient } from 'pg';
import { PrismaClient } from '../prisma/generated/client.js';

/** Connections to Postgres: the engine's pool and Prisma's. */
export interface Database {
  readonly url: string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** Opens both pools; connects on first use. `max`: connections of the engine's pool. */
export function openDatabase(url: string, max = 20): Database {
  const pool = new Pool({ connectionString: url, max, connectionTimeoutMillis: 3_000, keepAlive: true });
  // An idle connection that breaks is replaced by the pool; its error has no caller to go to.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) });
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Runs `work` in one transaction (READ COMMITTED). */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}
