import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { Problem } from '../bootstrap/problem.mjs';
import { migrateProduct, migrateUpTo } from '../migrate.js';
import { readArchive } from './archive.js';
import { ABOUT, ATTACHMENTS, KEPT_SECRETS, readAbout, SECRETS, SEQUENCES, TABLES, type About } from './contents.js';
import { copyIn } from './copy.js';
import type { Backup, Place } from './make-backup.js';
import { replaceDatabase } from './replace-database.js';
import { copyTarget, readTables, setSequences, withoutReferences } from './tables.js';

/** Tells every workflow where its instance stands: those of before are gone, or further than what is restored. */
const TELL_ALL = `update process_instances set tell_at = clock_timestamp(), tell_attempts = 0 where status = 'active'`;

/** What a whole backup of this product says about itself. @throws {Problem} when it is none, or damaged */
async function inspect(path: string): Promise<About> {
  let about: About | undefined;
  await readArchive(path, (name, content) => {
    if (name === ABOUT) about = readAbout(content);
  });
  if (about === undefined) throw new Problem(`${path} is no backup that this version of the product can read.`);
  return about;
}

/** Puts the rows of the archive into tables that its own migrations have made. */
async function fillTables(client: pg.Client, path: string, about: About): Promise<number> {
  const tables = new Map(about.tables.map((table) => [table.name, table]));
  let rows = 0;
  await client.query('begin');
  await withoutReferences(client, async () => {
    // Migrations put rows into some tables.
    for (const { name } of await readTables(client)) await client.query(`delete from ${client.escapeIdentifier(name)}`);
    await readArchive(path, async (name, content) => {
      if (name === SEQUENCES) await setSequences(client, JSON.parse(content.toString()) as Record<string, string>);
      const table = name.startsWith(TABLES) ? tables.get(dirname(name.slice(TABLES.length))) : undefined;
      if (table) rows += await copyIn(client, `copy ${copyTarget(client, table)} from stdin`, content);
    });
  });
  await client.query('commit');
  return rows;
}

async function restoreDatabase(url: string, root: string, path: string, about: About): Promise<number> {
  await migrateUpTo(url, join(root, 'prisma/migrations'), about.migrations);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the query that needs it
  await client.connect();
  try {
    const rows = await fillTables(client, path, about);
    await migrateProduct(url, root);
    await client.query(TELL_ALL);
    await client.query('analyze');
    return rows;
  } finally {
    await client.end();
  }
}

function writeFile(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.draft`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.draft`, file);
}

/** Files of attachments are named by their content: what is there already is the same. */
function restoreAttachment(folder: string, name: string, content: Buffer): void {
  const hash = createHash('sha256').update(content).digest('hex');
  if (name !== `${hash.slice(0, 2)}/${hash.slice(2)}`)
    throw new Problem(`The attachment ${name} is not what its name says.`);
  const file = join(folder, name);
  if (!existsSync(file)) writeFile(file, content);
}

async function restoreFiles(dataFolder: string, path: string): Promise<number> {
  let attachments = 0;
  await readArchive(path, (name, content) => {
    if (name.startsWith(ATTACHMENTS)) {
      restoreAttachment(join(dataFolder, 'attachments'), name.slice(ATTACHMENTS.length), content);
      attachments += 1;
    }
    if (name.startsWith(SECRETS) && KEPT_SECRETS.includes(basename(name))) {
      writeFile(join(dataFolder, 'secrets', basename(name)), content);
    }
  });
  return attachments;
}

/**
 * Makes the data of a place what a backup says. Nothing is changed before the whole backup has been read and found right; the
 * database is filled beside the one that is there, and takes its place at the end.
 *
 * @param root project folder
 * @param path of the backup
 * @param force replaces a database that has data
 * @throws {Problem} when the backup is damaged, or of a newer version; when there is data already; when the product runs
 */
export async function restoreBackup(
  place: Place,
  root: string,
  path: string,
  { force, say }: { readonly force: boolean; readonly say: (what: string) => void },
): Promise<Backup> {
  if (!existsSync(path)) throw new Problem(`${path} is not there.`);
  const about = await inspect(path);
  say(`${path} is whole: of ${about.takenAt}, version ${about.product}`);
  return replaceDatabase(place.databaseUrl, { force }, async (draftUrl) => {
    const rows = await restoreDatabase(draftUrl, root, path, about);
    const attachments = await restoreFiles(place.dataFolder, path);
    return { rows, attachments };
  });
}
