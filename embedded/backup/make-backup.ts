import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Problem } from '../bootstrap/problem.mjs';
import { createArchive, type ArchiveWriter } from './archive.js';
import { ABOUT, ATTACHMENTS, KEPT_SECRETS, SECRETS, SEQUENCES, TABLES, writeAbout, type About } from './contents.js';
import { copyOut } from './copy.js';
import { copyTarget, readSequences, readTables } from './tables.js';

/** Where the product's data is. */
export interface Place {
  readonly databaseUrl: string;
  /** Folder of everything that is kept beside the database: attachments, and secrets in embedded mode. */
  readonly dataFolder: string;
}

export interface Backup {
  readonly rows: number;
  readonly attachments: number;
}

const selectMigrations = `select migration_name as name, checksum from "_prisma_migrations"
  where finished_at is not null and rolled_back_at is null order by 1`;

async function writeTables(client: pg.Client, { tables }: About, archive: ArchiveWriter): Promise<number> {
  let rows = 0;
  for (const table of tables) {
    let part = 0;
    rows += await copyOut(client, `copy ${copyTarget(client, table)} to stdout`, (piece) => {
      part += 1;
      return archive.add(`${TABLES}${table.name}/${String(part).padStart(6, '0')}`, piece);
    });
  }
  await archive.add(SEQUENCES, Buffer.from(JSON.stringify(await readSequences(client))));
  return rows;
}

/** The database as it is at one moment. */
async function writeDatabase(url: string, version: string, archive: ArchiveWriter, now: Date): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a lost connection fails the query that needs it
  await client.connect().catch((error: unknown) => {
    throw new Problem(`The database cannot be reached: ${(error as Error).message}.`);
  });
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows: migrations } = await client.query<About['migrations'][number]>(selectMigrations);
    const about: About = { product: version, takenAt: now.toISOString(), migrations, tables: await readTables(client) };
    await archive.add(ABOUT, writeAbout(about));
    return await writeTables(client, about, archive);
  } finally {
    await client.end();
  }
}

const HASHED = /^[0-9a-f]{2}\/[0-9a-f]{62}$/;

/**
 * Files of attachments never change, and are there before a row of the database names them: those that are there now are at
 * least those of the database's moment before.
 */
async function writeAttachments(folder: string, archive: ArchiveWriter): Promise<number> {
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => HASHED.test(name));
  for (const name of names) await archive.add(`${ATTACHMENTS}${name}`, readFileSync(join(folder, name)));
  return names.length;
}

async function writeSecrets(folder: string, archive: ArchiveWriter): Promise<void> {
  for (const name of KEPT_SECRETS) {
    const file = join(folder, name);
    if (existsSync(file)) await archive.add(`${SECRETS}${name}`, readFileSync(file));
  }
}

/**
 * Writes everything that the product keeps into one file, also while it works. Temporal's data is not needed: workflows
 * follow the database.
 *
 * @param path of the file
 * @param force replaces a file that is there
 * @throws {Problem} when it is there and may not be replaced
 */
export async function makeBackup(
  place: Place,
  path: string,
  { force, version, now }: { readonly force: boolean; readonly version: string; readonly now: Date },
): Promise<Backup> {
  if (existsSync(path) && !force) throw new Problem(`${path} is there already; --force replaces it.`);
  const archive = createArchive(path, now);
  try {
    const rows = await writeDatabase(place.databaseUrl, version, archive, now);
    const attachments = await writeAttachments(join(place.dataFolder, 'attachments'), archive);
    await writeSecrets(join(place.dataFolder, 'secrets'), archive);
    await archive.close();
    return { rows, attachments };
  } catch (error) {
    await archive.discard();
    throw error;
  }
}
