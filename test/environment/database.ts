import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { askForServer } from './ask.js';
import type { TestPostgres } from './test-servers.js';

/** A database that belongs to one test file or one test. */
export interface TestDatabase {
  /** Connection address, of a user that owns the database. */
  readonly url: string;
  /** Removes it, cutting off whoever is still connected. */
  drop(): Promise<void>;
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh database on the PostgreSQL of this test run. */
async function createDatabase(prefix: string, options: (server: TestPostgres) => string): Promise<TestDatabase> {
  const server = (await askForServer('postgres')) as TestPostgres;
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await administer(server.adminUrl, `CREATE DATABASE ${name} ${options(server)}`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server.adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** A fresh database with all migrations. Takes 0.1 to 0.2 s: one for a test file is enough for most. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  createDatabase('test', ({ template }) => `TEMPLATE ${template} STRATEGY FILE_COPY`);

/** A fresh database with nothing in it. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('empty', () => '');
