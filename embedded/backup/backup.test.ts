import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/environment/database.js';
import { createArchive, readArchive } from './archive.js';
import { makeBackup } from './make-backup.js';
import { restoreBackup } from './restore-backup.js';

const root = join(import.meta.dirname, '../..');
const now = new Date('2026-01-05T10:00:00Z');

let folder: string;
let file: string;
let source: TestDatabase;
let target: TestDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  file = join(folder, 'backup');
  [source, target] = await Promise.all([createTestDatabase(), createEmptyDatabase()]);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([source.drop(), target.drop()]);
});

async function ask<T extends pg.QueryResultRow>(
  database: TestDatabase,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const text = 'tab\t, line\n, backslash \\ and \\N, ёж 🦔, "quotes"';
const content = Buffer.from('content of an attachment');
const hash = createHash('sha256').update(content).digest('hex');
const attachment = join('attachments', hash.slice(0, 2), hash.slice(2));

/** Rows of every kind that text could spoil, a table of many pieces, a sequence that has moved, a file, secrets. */
async function fill(data: string): Promise<void> {
  await ask(
    source,
    `insert into large_payloads (hash, data) select 'h' || n, convert_to(repeat('0123456789', 200000), 'UTF8')
    from generate_series(1, 12) n`,
  );
  await ask(
    source,
    `insert into drafts (id, name, xml, revision, created_by, created_at, changed_by, changed_at)
      values ('1', $1, $1, 1, $1, now(), '', now())`,
    [text],
  );
  await ask(source, `select setval('entity_numbers', 9007199254740993)`);
  for (const [name, bytes] of [
    [attachment, content],
    ['attachments/ab/other.draft', 'not whole yet'],
    ['secrets/admin-password', 'known to people'],
    ['secrets/postgres-password', 'of one cluster'],
  ] as const) {
    mkdirSync(join(data, name, '..'), { recursive: true });
    writeFileSync(join(data, name), bytes);
  }
}

const placeOf = (database: TestDatabase, name: string) => ({
  databaseUrl: database.url,
  dataFolder: join(folder, name),
});
const backup = (force = false) => makeBackup(placeOf(source, 'source'), file, { force, version: '1.2.3', now });
const restore = (force = false) =>
  restoreBackup(placeOf(target, 'target'), root, file, { force, say: () => undefined });

describe('a backup', () => {
  it('is restored with every row, sequence, attachment and the passwords that people know', async () => {
    await fill(join(folder, 'source'));
    const made = await backup();
    expect(await restore()).toEqual(made);
    for (const query of [
      'select hash, md5(data) as data from large_payloads order by hash',
      'select * from drafts order by id',
      'select * from clock',
      'select name from sql_functions order by name',
      'select migration_name, checksum from _prisma_migrations order by 1',
      'select last_value from entity_numbers',
      `select conrelid::regclass::text, conname from pg_constraint where connamespace = current_schema()::regnamespace order by 1, 2`,
    ])
      expect(await ask(target, query)).toEqual(await ask(source, query));
    const data = join(folder, 'target');
    expect(readFileSync(join(data, attachment))).toEqual(content);
    expect(readFileSync(join(data, 'secrets/admin-password'), 'utf8')).toBe('known to people');
    expect(existsSync(join(data, 'secrets/postgres-password'))).toBe(false);
    expect(existsSync(join(data, 'attachments/ab'))).toBe(hash.startsWith('ab'));
  });

  it('replaces neither a file nor data unless it is told to', async () => {
    await backup();
    await expect(backup()).rejects.toThrow(`${file} is there already; --force replaces it.`);
    await backup(true);
    await restore();
    await ask(target, `insert into rights_epochs (subject, epoch) values ('user:later', 1)`);
    await expect(restore()).rejects.toThrow('has data already; --force replaces it.');
    expect(await ask(target, 'select subject from rights_epochs')).toHaveLength(1);
    await restore(true);
    expect(await ask(target, 'select subject from rights_epochs')).toHaveLength(0);
  });

  it('says in one line that the database is not there', async () => {
    const databaseUrl = new URL(source.url);
    databaseUrl.pathname = '/none';
    const nowhere = { databaseUrl: databaseUrl.href, dataFolder: folder };
    const making = makeBackup(nowhere, file, { force: false, version: '1', now });
    await expect(making).rejects.toMatchObject({
      name: 'Problem',
      message: expect.stringContaining('cannot be reached'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not restored while somebody works on the database', async () => {
    await backup();
    const client = new pg.Client({ connectionString: target.url });
    await client.connect();
    try {
      await expect(restore(true)).rejects.toThrow('is in use (1 connections). Stop API, worker and mail first.');
    } finally {
      await client.end();
    }
  });

  it('of a newer version, or of none, changes nothing', async () => {
    const archive = createArchive(file, now);
    const migrations = [{ name: '9999_future', checksum: 'unknown' }];
    const about = { format: 1, product: '9', takenAt: now.toISOString(), migrations, tables: [] };
    await archive.add('about.json', Buffer.from(JSON.stringify(about)));
    await archive.close();
    await expect(restore(true)).rejects.toThrow('migration 9999_future, which this version does not know');

    const other = createArchive(file, now);
    await other.add('about.json', Buffer.from(JSON.stringify({ ...about, format: 2 })));
    await other.close();
    await expect(restore(true)).rejects.toThrow('is no backup that this version of the product can read');
    expect(await ask(target, `select 1 from pg_class where relname = 'tickets'`)).toHaveLength(0);
  });

  it('of an earlier version is brought up to date', async () => {
    await backup();
    const early = createArchive(join(folder, 'early'), now);
    await readArchive(file, async (name, bytes) => {
      if (name !== 'about.json') return;
      const about = JSON.parse(bytes.toString()) as { migrations: unknown[] };
      await early.add(
        name,
        Buffer.from(JSON.stringify({ ...about, migrations: about.migrations.slice(0, 5), tables: [] })),
      );
    });
    await early.close();
    file = join(folder, 'early');
    await restore();
    const names = 'select migration_name from _prisma_migrations order by 1';
    expect(await ask(target, names)).toEqual(await ask(source, names));
  });
});
