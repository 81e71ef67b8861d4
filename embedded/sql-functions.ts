import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { Problem } from './bootstrap/problem.mjs';

/** Folders of the product with a file for each SQL function, those that are there. */
const FOLDERS = ['engine/sql', 'desk/sql'];

/** The advisory lock of whoever brings functions up to date. */
const LOCK = 72_707_370;

/**
 * Functions that migrations made before each had a file: a database of that time has no account of them. One that has no
 * file any more is dropped like one on account.
 */
const OF_MIGRATIONS = [
  'accept_input',
  'apply_writes',
  'child_content',
  'commit_step',
  'correlate_message',
  'deliver',
  'entity_key',
  'fail_job',
  'instance_head',
  'instant',
  'instant_ms',
  'lock_messages',
  'mark_sent',
  'message_content',
  'open_instance',
  'publish_message',
  'start_by_message',
  'task_date',
  'write_marks',
];

/** `create or replace` cannot change what a function answers, the names of its arguments, or its kind. */
const IN_THE_WAY = ['42P13', '42809'];

/** A function as its file makes it. */
export interface SqlFunction {
  readonly name: string;
  /** Path of its file. */
  readonly file: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum: string;
  readonly script: string;
}

/** What has become of the functions of a database, by name. */
export interface AppliedFunctions {
  readonly applied: readonly string[];
  readonly dropped: readonly string[];
}

/** A function in the database. `version` is another one whenever it was made or changed. */
interface LiveFunction {
  readonly id: string;
  readonly name: string;
  readonly signature: string;
  readonly version: string;
}

const selectLive = `SELECT p.oid::text AS id, p.proname AS name, p.oid::regprocedure::text AS signature, p.xmin::text AS version
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = current_schema() AND NOT EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.proname`;

const upsertRecord = `INSERT INTO sql_functions (name, checksum, applied_at) VALUES ($1, $2, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = excluded.applied_at`;

/** Has Postgres look at the bodies in SQL, which it did not while they were made; it looks at others by itself. */
const checkBodies = `SELECT fmgr_sql_validator(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
  WHERE l.lanname = 'sql' AND p.proname = ANY ($1) AND p.pronamespace = current_schema()::regnamespace`;

/** Reads `<folder>/<name>.sql` of all functions, by name. */
export function readFunctions(folders: readonly string[]): SqlFunction[] {
  const functions = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((entry) => entry.endsWith('.sql'))
      .map((entry) => {
        const file = join(folder, entry);
        const content = readFileSync(file);
        const checksum = createHash('sha256').update(content).digest('hex');
        return { name: entry.slice(0, -'.sql'.length), file, checksum, script: content.toString() };
      }),
  );
  functions.sort((a, b) => (a.name < b.name ? -1 : 1));
  functions.forEach(({ name, file }, n) => {
    const other = functions[n + 1];
    if (other?.name === name) throw new Problem(`${file} and ${other.file} are of one name.`);
  });
  return functions;
}

/**
 * The functions of the product.
 *
 * @param root project folder
 * @throws {Problem} when there are none: a database would lose all it has
 */
export function productFunctions(root: string): SqlFunction[] {
  const functions = readFunctions(FOLDERS.map((folder) => join(root, folder)).filter((folder) => existsSync(folder)));
  if (functions.length === 0) throw new Problem(`There are no SQL functions below ${root} (${FOLDERS.join(', ')}).`);
  return functions;
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? '';

async function live(client: pg.Client): Promise<LiveFunction[]> {
  return (await client.query<LiveFunction>(selectLive)).rows;
}

async function drop(client: pg.Client, functions: readonly LiveFunction[]): Promise<void> {
  for (const { signature } of functions) {
    try {
      await client.query(`DROP ROUTINE ${signature}`);
    } catch (error) {
      const { message, detail = '' } = error as Error & { detail?: string };
      throw new Problem(`The SQL function ${signature} cannot be dropped: ${message} (${detail})`);
    }
  }
}

/** Replaces the function, which leaves alone what depends on it; drops it first where it is of another kind now. */
async function replace(client: pg.Client, { script }: SqlFunction, old: readonly LiveFunction[]): Promise<void> {
  await client.query('SAVEPOINT before');
  try {
    await client.query(script);
  } catch (error) {
    if (!IN_THE_WAY.includes(codeOf(error))) throw error;
    await client.query('ROLLBACK TO SAVEPOINT before');
    await drop(client, old);
    await client.query(script);
  }
}

/** Makes one function as its file has it; no other one of its name is left. */
async function apply(client: pg.Client, wanted: SqlFunction): Promise<void> {
  const before = await live(client);
  const old = before.filter(({ name }) => name === wanted.name);
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  try {
    await replace(client, wanted, old);
    const after = await live(client);
    const made = after.filter(({ id, version }) => versions.get(id) !== version);
    if (made.length !== 1 || made[0]?.name !== wanted.name) {
      throw new Error(`it has to make the function ${wanted.name}, and nothing else`);
    }
    await drop(
      client,
      after.filter(({ id, name }) => name === wanted.name && id !== made[0]?.id),
    );
  } catch (error) {
    throw new Problem(`${wanted.file} failed: ${(error as Error).message}`);
  }
  await client.query(upsertRecord, [wanted.name, wanted.checksum]);
}

async function check(client: pg.Client, names: readonly string[]): Promise<void> {
  await client.query('SET LOCAL check_function_bodies = on');
  try {
    await client.query(checkBodies, [names]);
  } catch (error) {
    const { message, where = '' } = error as Error & { where?: string };
    throw new Problem(`An SQL function failed: ${message} (${where})`);
  }
}

async function bringUpToDate(client: pg.Client, wanted: readonly SqlFunction[]): Promise<AppliedFunctions> {
  const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM sql_functions');
  const checksums = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const there = await live(client);
  const names = new Set(wanted.map(({ name }) => name));

  const gone = [...new Set([...OF_MIGRATIONS, ...checksums.keys()])].filter((name) => !names.has(name));
  const stale = there.filter(({ name }) => gone.includes(name));
  await drop(client, stale);
  await client.query('DELETE FROM sql_functions WHERE name = ANY ($1)', [gone]);

  const isUpToDate = ({ name, checksum }: SqlFunction) =>
    checksums.get(name) === checksum && there.filter((one) => one.name === name).length === 1;
  const changed = wanted.filter((one) => !isUpToDate(one));
  // They call each other: no order would have all that a body names there before it.
  await client.query('SET LOCAL check_function_bodies = off');
  for (const one of changed) await apply(client, one);
  if (changed.length > 0 || stale.length > 0) await check(client, [...names]);
  return { applied: changed.map(({ name }) => name), dropped: [...new Set(stale.map(({ name }) => name))] };
}

/**
 * Makes the functions of a database what the files say, all or nothing: makes those whose file has changed since, drops
 * those that have no file any more. Functions that never had one are left alone. Several at the same time wait for each
 * other, and the later ones find nothing to do.
 *
 * @param client connected to a database with all migrations, in no transaction
 * @throws {Problem} when a file fails, or makes anything but the function of its name
 */
export async function applyFunctions(client: pg.Client, wanted: readonly SqlFunction[]): Promise<AppliedFunctions> {
  // Read committed: whoever has waited for the lock sees what was done meanwhile.
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const result = await bringUpToDate(client, wanted);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
