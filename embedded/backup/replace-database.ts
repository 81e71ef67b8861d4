import pg from 'pg';
import { Problem } from '../bootstrap/problem.mjs';

const selectOthers = `select count(*)::int as others from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`;
const selectExists = `select exists (select 1 from pg_database where datname = $1) as exists`;
const selectTables = `select exists (select 1 from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r') as filled`;

async function query<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the query that needs it
  await client.connect().catch((error: unknown) => {
    throw new Problem(`The database cannot be reached: ${(error as Error).message}.`);
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Address of another database of the same server. */
function otherDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.href;
}

const nameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

async function mayReplace(admin: pg.Client, url: string, force: boolean): Promise<boolean> {
  const name = nameOf(url);
  const { rows } = await admin.query<{ exists: boolean }>(selectExists, [name]);
  if (rows[0]?.exists !== true) return false;
  const others = (await admin.query<{ others: number }>(selectOthers, [name])).rows[0]?.others ?? 0;
  if (others > 0) {
    throw new Problem(
      `The database ${name} is in use (${String(others)} connections). Stop API, worker and mail first.`,
    );
  }
  const filled = await query(
    url,
    async (client) => (await client.query<{ filled: boolean }>(selectTables)).rows[0]?.filled,
  );
  if (filled === true && !force) throw new Problem(`The database ${name} has data already; --force replaces it.`);
  return true;
}

/**
 * Makes a database anew beside the one of an address, and puts it in its place once it is complete.
 *
 * @param fill told the address of the new one
 * @throws {Problem} when the one that is there is in use, or has data and `force` does not say that this is right
 */
export async function replaceDatabase<T>(
  url: string,
  { force }: { readonly force: boolean },
  fill: (draftUrl: string) => Promise<T>,
): Promise<T> {
  return query(otherDatabase(url, 'postgres'), async (admin) => {
    const name = nameOf(url);
    const there = await mayReplace(admin, url, force);
    const draft = `${name}_restored`;
    const old = `${name}_replaced`;
    const quoted = (database: string): string => admin.escapeIdentifier(database);
    await admin.query(`drop database if exists ${quoted(draft)}`);
    await admin.query(`create database ${quoted(draft)}`);
    let filled: T;
    try {
      filled = await fill(otherDatabase(url, draft));
    } catch (error) {
      await admin.query(`drop database if exists ${quoted(draft)} with (force)`);
      throw error;
    }
    await admin.query(`drop database if exists ${quoted(old)}`);
    if (there) await admin.query(`alter database ${quoted(name)} rename to ${quoted(old)}`);
    await admin.query(`alter database ${quoted(draft)} rename to ${quoted(name)}`);
    await admin.query(`drop database if exists ${quoted(old)}`);
    return filled;
  });
}
