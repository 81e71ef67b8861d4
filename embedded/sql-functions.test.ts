import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../test/environment/database.js';
import { earlierChecksums } from './earlier-checksums.js';
import { migrate, migrateProduct, readMigrations } from './migrate.js';
import { applyFunctions, productFunctions, readFunctions, type SqlFunction } from './sql-functions.js';

const root = join(import.meta.dirname, '..');
const product = productFunctions(root);
const names = product.map(({ name }) => name);

/** What a function marked `-- hot` has to be made with (docs/decisions/0014-a-file-for-each-sql-function.md). */
const HOT_SETTINGS = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
];
const hot = product.filter(({ script }) => /^-- hot$/m.test(script)).map(({ name }) => name);

let database: TestDatabase;
let client: pg.Client;

async function use(made: Promise<TestDatabase>): Promise<void> {
  database = await made;
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
}

async function discard(): Promise<void> {
  await client.end();
  await database.drop();
}

/** A function as if it had a file. */
function fileOf(name: string, script: string): SqlFunction {
  return { name, file: `${name}.sql`, script, checksum: createHash('sha256').update(script).digest('hex') };
}

const answering = (name: string, type: string, value: string, args = '') =>
  fileOf(name, `create or replace function ${name}(${args}) returns ${type} language sql as $$ select ${value} $$;`);

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  return (await client.query<T>(sql)).rows;
}

interface Live extends pg.QueryResultRow {
  readonly name: string;
  readonly signature: string;
  readonly settings: string[] | null;
  readonly version: string;
}

const live = () =>
  query<Live>(`select proname as name, oid::regprocedure::text as signature, proconfig as settings, xmin::text as version
    from pg_proc where pronamespace = 'public'::regnamespace order by proname, 2`);

const liveNames = async () => (await live()).map(({ name }) => name);
const recordedNames = async () =>
  (await query<{ name: string }>('select name from sql_functions order by name')).map(({ name }) => name);

/** Hot functions of the database that lack a setting. */
const cooled = async () =>
  (await live())
    .filter(({ name, settings }) => hot.includes(name) && HOT_SETTINGS.some((one) => !settings?.includes(one)))
    .map(({ name }) => name);

describe('the functions of the product', () => {
  beforeAll(() => use(createTestDatabase()));
  afterAll(discard);

  it('each have a file, and every file is a function', async () => {
    expect(await liveNames()).toEqual(names);
    expect(await recordedNames()).toEqual(names);
  });

  it('have their planner settings where they are hot', async () => {
    expect(hot).toContain('commit_steps');
    expect(await cooled()).toEqual([]);
    await client.query('alter function commit_steps reset enable_seqscan');
    expect(await cooled()).toEqual(['commit_steps']);
    await client.query('alter function commit_steps set enable_seqscan = off');
  });

  it('say in their file whether they are hot, where they are in PL/pgSQL', () => {
    const silent = product.filter(
      ({ script }) => script.includes('language plpgsql') && !/^-- (hot$|cold: .)/m.test(script),
    );
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('are made by no migration', () => {
    const making = /\b(create|alter|drop)\s+(or\s+replace\s+)?(function|procedure|routine)\b|\bdo\s+\$/i;
    const migrations = readMigrations(join(root, 'prisma/migrations'));
    expect(making.test('create or replace function')).toBe(true);
    expect(migrations.filter(({ script }) => making.test(script)).map(({ name }) => name)).toEqual([]);
  });

  it('are called by no migration: there they do not exist yet', () => {
    const calling = new RegExp(`\\b(${names.join('|')})\\(`);
    const migrations = readMigrations(join(root, 'prisma/migrations'));
    expect(calling.test('select entity_key(1, 2)')).toBe(true);
    expect(migrations.filter(({ script }) => calling.test(script)).map(({ name }) => name)).toEqual([]);
  });
});

describe('applyFunctions', () => {
  beforeAll(() => use(createTestDatabase()));
  afterEach(async () => {
    await client.query('drop table if exists t; drop function if exists report()');
    await applyFunctions(client, product);
    expect(await liveNames()).toEqual(names);
  });
  afterAll(discard);

  it('does nothing the second time', async () => {
    const before = await live();
    expect(await applyFunctions(client, product)).toEqual({ applied: [], dropped: [] });
    expect(await live()).toEqual(before);
  });

  it('makes a function again when its file has changed, or when it is gone', async () => {
    await applyFunctions(client, [...product, answering('one', 'int', '1')]);
    const changed = [...product, answering('one', 'int', '2')];
    expect(await applyFunctions(client, changed)).toEqual({ applied: ['one'], dropped: [] });
    expect(await query('select one()')).toEqual([{ one: 2 }]);
    await client.query('drop function one()');
    expect((await applyFunctions(client, changed)).applied).toEqual(['one']);
  });

  it('leaves nothing of what a function was with other arguments or another answer', async () => {
    await applyFunctions(client, [...product, answering('one', 'int', '1')]);
    await applyFunctions(client, [...product, answering('one', 'int', 'n', 'n int default 3')]);
    expect(await query('select one()')).toEqual([{ one: 3 }]);
    await applyFunctions(client, [...product, answering('one', 'text', `m::text || '!'`, 'm int default 4')]);
    expect(await query('select one()')).toEqual([{ one: '4!' }]);
    expect((await live()).filter(({ name }) => name === 'one')).toHaveLength(1);
  });

  it('drops a function whose file is gone, and leaves alone what never had one', async () => {
    await client.query('create function report() returns int language sql as $$ select 1 $$');
    await applyFunctions(client, [...product, answering('one', 'int', '1')]);
    expect(await applyFunctions(client, product)).toEqual({ applied: [], dropped: ['one'] });
    expect(await liveNames()).toEqual([...names, 'report'].sort());
    expect(await recordedNames()).toEqual(names);
  });

  it('makes functions that call each other, whatever their order', async () => {
    await applyFunctions(client, [...product, answering('a', 'int', 'b()'), answering('b', 'int', '5')]);
    expect(await query('select a()')).toEqual([{ a: 5 }]);
  });

  it('leaves everything as it was when one file fails, calls what is not there, or makes something else', async () => {
    const before = await live();
    const applyTwo = (bad: SqlFunction) => applyFunctions(client, [...product, answering('a', 'int', '1'), bad]);
    await expect(applyTwo(fileOf('bad', 'create function bad('))).rejects.toThrow('bad.sql failed: syntax error');
    await expect(applyTwo(answering('bad', 'int', 'missing()'))).rejects.toThrow('missing() does not exist');
    const other = answering('other', 'int', '1').script;
    await expect(applyTwo(fileOf('bad', other))).rejects.toThrow('has to make the function bad');
    const two = answering('bad', 'int', '1').script + other;
    await expect(applyTwo(fileOf('bad', two))).rejects.toThrow('has to make the function bad');
    expect(await live()).toEqual(before);
    expect(await recordedNames()).toEqual(names);
  });

  it('keeps a function that an index of somebody needs, and does not drop it silently', async () => {
    const key = (value: string) =>
      fileOf(
        'key',
        `create or replace function key(n int) returns int language sql immutable as $$ select ${value} $$;`,
      );
    await applyFunctions(client, [...product, key('n')]);
    await client.query('create table t (n int); create index on t (key(n))');
    expect((await applyFunctions(client, [...product, key('n + 0')])).applied).toEqual(['key']);
    await expect(applyFunctions(client, product)).rejects.toThrow('key(integer) cannot be dropped');
  });
});

describe('migrateProduct', () => {
  beforeEach(() => use(createEmptyDatabase()));
  afterEach(discard);

  it('makes everything once when four start at the same time', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrateProduct(database.url, root)));
    expect(runs.flatMap(({ functions }) => functions.applied)).toEqual(names);
    expect(await liveNames()).toEqual(names);
  });

  it('has every function made once when four apply them at the same time, without the lock of the migrations', async () => {
    await migrate(database.url, join(root, 'prisma/migrations'));
    const clients = [1, 2, 3, 4].map(() => new pg.Client({ connectionString: database.url }));
    const runs = await Promise.all(
      clients.map(async (one) => {
        await one.connect();
        return applyFunctions(one, product);
      }),
    );
    await Promise.all(clients.map((one) => one.end()));
    expect(runs.flatMap(({ applied }) => applied)).toEqual(names);
  });

  it('takes over a database of the time when migrations made functions', async () => {
    await migrateProduct(database.url, root);
    // As such a database is: no account of functions, other checksums, functions as they once were.
    await client.query('drop table sql_functions');
    await client.query(`delete from _prisma_migrations where migration_name = '0013_functions'`);
    for (const [name, checksum] of Object.entries(earlierChecksums)) {
      await client.query('update _prisma_migrations set checksum = $2 where migration_name = $1', [name, checksum]);
    }
    await client.query(`
      create function task_date(d text) returns text language sql as 'select d';
      drop function instant_ms;
      create function instant_ms(d timestamptz) returns text language sql as $$ select d::text $$;
      alter function commit_steps reset all`);
    const { migrations, functions } = await migrateProduct(database.url, root);
    expect(migrations).toEqual(['0013_functions']);
    expect(functions).toEqual({ applied: names, dropped: ['task_date'] });
    expect(await liveNames()).toEqual(names);
    expect(await cooled()).toEqual([]);
    expect(await query(`select instant_ms('epoch') = 0 as same`)).toEqual([{ same: true }]);
    expect((await migrateProduct(database.url, root)).functions.applied).toEqual([]);
  });

  it('drops what migrations once made and nothing makes any more', async () => {
    await migrate(database.url, join(root, 'prisma/migrations'));
    await client.query(`create function task_date(d text) returns text language sql as 'select d'`);
    const rest = [answering('one', 'int', '1')];
    expect(await applyFunctions(client, rest)).toEqual({ applied: ['one'], dropped: ['task_date'] });
  });

  it('refuses a folder without functions, and keeps what there is', async () => {
    await migrateProduct(database.url, root);
    expect(() => productFunctions(import.meta.dirname)).toThrow('There are no SQL functions');
    expect(() => readFunctions([join(root, 'engine/sql'), join(root, 'engine/sql')])).toThrow('are of one name');
    expect(await liveNames()).toEqual(names);
  });
});
