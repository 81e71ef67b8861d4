import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Problem } from './bootstrap/problem.mjs';
import { earlierChecksums } from './earlier-checksums.js';
import { applyFunctions, productFunctions, type AppliedFunctions } from './sql-functions.js';

/** The advisory lock that the Prisma CLI takes for the same work, so that the two exclude each other. */
const PRISMA_LOCK = 72_707_369;

const UNKNOWN_DATABASE = '3D000';
const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

/** The table in which Prisma keeps account of migrations, as its engine makes it. */
const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

const selectRecorded = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`;

const insertRecord = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES (gen_random_uuid()::text, $1, $2, clock_timestamp(), 1)`;

const updateChecksum = `UPDATE "_prisma_migrations" SET checksum = $3 WHERE migration_name = $1 AND checksum = $2`;

/** A migration as it lies in the folder. */
export interface Migration {
  readonly name: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum: string;
  readonly script: string;
}

/** A migration as the database remembers it. */
export interface RecordedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** Reads `<folder>/<name>/migration.sql` of all migrations, in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .map((name) => {
      const content = readFileSync(join(folder, name, 'migration.sql'));
      return { name, checksum: createHash('sha256').update(content).digest('hex'), script: content.toString() };
    });
}

/**
 * The migrations that are still to be applied.
 *
 * @throws {Problem} when the database has a failed one, one that has been changed since, or one that is not known here
 */
export function pendingMigrations(known: readonly Migration[], recorded: readonly RecordedMigration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded) {
    const migration = byName.get(name);
    if (!finished) {
      throw new Problem(
        `Migration ${name} has failed in the database. Resolve it with \`npx prisma migrate resolve\`.`,
      );
    }
    if (migration === undefined) {
      throw new Problem(
        `The database has migration ${name}, which this version does not know: it is too old for this data.`,
      );
    }
    if (migration.checksum !== checksum && earlierChecksums[name] !== checksum) {
      throw new Problem(`Migration ${name} was changed after it had been applied to the database.`);
    }
  }
  const applied = new Set(recorded.map(({ name }) => name));
  return known.filter(({ name }) => !applied.has(name));
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the query that needs it
  await client.connect();
  return client;
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url);
  const name = decodeURIComponent(address.pathname.slice(1));
  address.pathname = '/postgres';
  const client = await connect(address.href);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const madeMeanwhile = [DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes(codeOf(error) ?? '');
    if (!madeMeanwhile) throw error;
  } finally {
    await client.end();
  }
}

async function connectCreating(url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (codeOf(error) !== UNKNOWN_DATABASE) throw error;
    await createDatabase(url);
    return connect(url);
  }
}

/** Applies a migration and records it in one transaction: a killed run leaves nothing half done. */
async function apply(client: pg.Client, { name, checksum, script }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(insertRecord, [checksum, name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Problem(`Migration ${name} failed: ${(error as Error).message}`);
  }
}

/** Records of a migration as it was before the functions were taken out of it become records of what it is now. */
async function renewChecksums(client: pg.Client, known: readonly Migration[]): Promise<void> {
  for (const { name, checksum } of known) {
    const earlier = earlierChecksums[name];
    if (earlier !== undefined) await client.query(updateChecksum, [name, earlier, checksum]);
  }
}

/** Applies what is pending of the known migrations. */
async function applyMigrations(client: pg.Client, known: readonly Migration[]): Promise<string[]> {
  await client.query(createTable);
  const { rows } = await client.query<RecordedMigration>(selectRecorded);
  const pending = pendingMigrations(known, rows);
  await renewChecksums(client, known);
  for (const migration of pending) await apply(client, migration);
  return pending.map(({ name }) => name);
}

/** Does something with a database, creating it when it is missing, while nobody else migrates it. */
async function alone<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectCreating(url);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies the migrations of a folder to a database, creating it when it is missing. Compatible with `prisma migrate deploy` in both
 * directions; several at the same time wait for each other.
 *
 * @param url connection address
 * @param folder of the migrations, `prisma/migrations`
 * @returns the names of the migrations applied now
 * @throws {Problem} see `pendingMigrations`; or when a migration fails
 */
export const migrate = (url: string, folder: string): Promise<string[]> =>
  alone(url, (client) => applyMigrations(client, readMigrations(folder)));

/**
 * Makes the tables of an earlier state of the product, as a backup has them: applies the migrations of a folder that made
 * them, and no others.
 *
 * @param recorded those migrations, with the checksums they had
 * @throws {Problem} when one of them is not known here, or has been changed since; when one fails
 */
export async function migrateUpTo(
  url: string,
  folder: string,
  recorded: readonly Omit<RecordedMigration, 'finished'>[],
): Promise<void> {
  const known = readMigrations(folder);
  const pending = pendingMigrations(
    known,
    recorded.map((migration) => ({ ...migration, finished: true })),
  );
  const wanted = known.filter((migration) => !pending.includes(migration));
  await alone(url, (client) => applyMigrations(client, wanted));
}

/**
 * Brings a database of the product up to date, creating it when it is missing: its migrations, then its functions.
 * Several at the same time wait for each other.
 *
 * @param url connection address
 * @param root project folder
 * @returns the names of what was applied now
 * @throws {Problem} see `pendingMigrations`; or when a migration or a function fails
 */
export function migrateProduct(
  url: string,
  root: string,
): Promise<{ migrations: readonly string[]; functions: AppliedFunctions }> {
  return alone(url, async (client) => {
    const functions = productFunctions(root);
    const migrations = await applyMigrations(client, readMigrations(join(root, 'prisma/migrations')));
    return { migrations, functions: await applyFunctions(client, functions) };
  });
}

/** What was done to a database, for people. */
export function migrated({ migrations, functions }: Awaited<ReturnType<typeof migrateProduct>>): string {
  const parts = [
    migrations.length > 0 && `applied ${migrations.join(', ')}`,
    functions.applied.length > 0 && `made ${String(functions.applied.length)} functions`,
    functions.dropped.length > 0 && `dropped ${functions.dropped.join(', ')}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'up to date' : parts.join(', ');
}
