import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import initSqlJs from 'sql.js';
import { thinVisibility } from './visibility.js';

const sql = await initSqlJs();
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visibility-'));
  file = join(folder, 'temporal.db');
  const database = new sql.Database();
  database.run(`
    create table executions_visibility (namespace_id text, run_id text, start_time text, primary key (namespace_id, run_id));
    create table executions_visibility_words (word text);
    create table shards (shard_id int);
    create index default_idx on executions_visibility (start_time desc);
    create index by_status on executions_visibility (run_id, start_time);
    create index by_shard on shards (shard_id);
    create trigger words after insert on executions_visibility begin
      insert into executions_visibility_words values (new.run_id);
    end;
    insert into executions_visibility values ('n', 'r', '2025-01-01');
  `);
  writeFileSync(file, database.export());
  database.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (query: string) => new sql.Database(readFileSync(file)).exec(query)[0]?.values.flat();

describe('a thin list of workflows', () => {
  it('loses the indexes and triggers of searches, and nothing else', async () => {
    expect(await thinVisibility(file)).toBe(2);
    expect(read(`select name from sqlite_master where sql is not null and type <> 'table' order by name`)).toEqual([
      'by_shard',
      'default_idx',
    ]);
    expect(read('select run_id from executions_visibility')).toEqual(['r']);
  });

  it('stays as it is the second time', async () => {
    await thinVisibility(file);
    expect(await thinVisibility(file)).toBe(0);
  });
});
