import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, type TestDatabase } from '../test/environment/database.js';
import { migrate, pendingMigrations } from './migrate.js';

const known = [
  { name: '0001_init', checksum: 'a', script: '' },
  { name: '0002_more', checksum: 'b', script: '' },
];

describe('pendingMigrations', () => {
  it('names what is not recorded, in order', () => {
    expect(pendingMigrations(known, []).map(({ name }) => name)).toEqual(['0001_init', '0002_more']);
    const recorded = [{ name: '0001_init', checksum: 'a', finished: true }];
    expect(pendingMigrations(known, recorded).map(({ name }) => name)).toEqual(['0002_more']);
  });

  it('refuses a migration that was changed after it had been applied', () => {
    const recorded = [{ name: '0001_init', checksum: 'other', finished: true }];
    expect(() => pendingMigrations(known, recorded)).toThrow('0001_init was changed after');
  });

  it('refuses a database with a failed migration', () => {
    const recorded = [{ name: '0001_init', checksum: 'a', finished: false }];
    expect(() => pendingMigrations(known, recorded)).toThrow('0001_init has failed');
  });

  it('refuses a database that a newer version has migrated', () => {
    const recorded = [{ name: '0009_future', checksum: 'c', finished: true }];
    expect(() => pendingMigrations(known, recorded)).toThrow('does not know');
  });
});

describe('migrate', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  function write(name: string, script: string): void {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), script);
  }

  async function query(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('applies what is pending once, function bodies and all', async () => {
    write(
      '0001_init',
      'CREATE TABLE a (n int); CREATE FUNCTION one() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;',
    );
    expect(await migrate(database.url, folder)).toEqual(['0001_init']);
    write('0002_more', 'INSERT INTO a SELECT one();');
    expect(await migrate(database.url, folder)).toEqual(['0002_more']);
    expect(await migrate(database.url, folder)).toEqual([]);
    expect(await query('SELECT n FROM a')).toEqual([{ n: 1 }]);
  });

  it('leaves nothing of a failed migration, so that a corrected one can be applied', async () => {
    write('0001_init', 'CREATE TABLE a (n int); SELECT 1 / 0;');
    await expect(migrate(database.url, folder)).rejects.toThrow('0001_init failed: division by zero');
    write('0001_init', 'CREATE TABLE a (n int);');
    expect(await migrate(database.url, folder)).toEqual(['0001_init']);
  });

  it('applies each migration once when several start at the same time', async () => {
    write('0001_init', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);');
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
    expect(runs.flat()).toEqual(['0001_init']);
    expect(await query('SELECT n FROM a')).toEqual([{ n: 1 }]);
  });

  it('creates a database that is missing', async () => {
    await database.drop();
    write('0001_init', 'CREATE TABLE a (n int);');
    expect(await migrate(database.url, folder)).toEqual(['0001_init']);
  });
});
