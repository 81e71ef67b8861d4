import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { searchBody } from '../contract/v2/search.js';
import { startTestApi, type TestApi } from '../test-support/test-api.js';
import { column, filterOnly } from './column.js';
import {
  enumeration,
  flag,
  instanceKey,
  instant,
  integer,
  key,
  localKey,
  member,
  nullable,
  text,
} from './column-types.js';
import { sql } from './columns.js';
import { findByKey, search } from './search.js';
import { filterOf, sortsOf, viewOf } from './table.js';

const state = enumeration((column) => ({ OPEN: sql`${column} = 'open'`, CLOSED: sql`${column} in ('done', 'gone')` }));

const columns = {
  key: column(key, sql`t.key`),
  name: column(nullable(text), sql`t.name`),
  amount: column(integer, sql`t.amount`),
  at: column(nullable(instant), sql`t.at`),
  state: column(state, sql`t.state`),
  member: filterOnly(member, sql`t.members`),
  instance: filterOnly(instanceKey, sql`t.instance`),
  scope: filterOnly(localKey(sql`t.instance`), sql`t.scope`),
  large: filterOnly(flag, sql`t.amount > 25`),
};

/** Five rows: keys 1 to 5; names b, a, (none), a, ё; amounts 10 to 50. */
const view = viewOf(columns, {
  from: sql`from (values
    (1::bigint, 'b', 10, 'open', '2030-01-01T00:00:00.001Z'::timestamptz(3), array['x','y'], 1::bigint, 1),
    (2, 'a', 20, 'done', '2030-01-02T00:00:00Z', array['y'], 2, 5),
    (3, null, 30, 'open', null, array[]::text[], 2, null),
    (4, 'a', 40, 'gone', '2030-01-03T00:00:00Z', array['z_z'], 3, 1),
    (5, 'ё%', 50, 'open', '2030-01-04T00:00:00Z', array['x'], 3, 7)
  ) t(key, name, amount, state, at, members, instance, scope)`,
  key: columns.key,
});
const body = searchBody(sortsOf(columns), filterOf(columns));

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const find = async (request: z.input<typeof body>) => search(api.readRows, view, body.parse(request));
const keysOf = async (filter: unknown): Promise<number[]> =>
  (await find({ filter: filter as never })).items.map(({ key }) => Number(key));

describe('a filter', () => {
  const instance = (number: bigint): string => ((number << 23n) | 1n).toString();
  it.each([
    ['a plain value', { name: 'a' }, [2, 4]],
    ['$eq', { name: { $eq: 'b' } }, [1]],
    ['$neq, also true without a value', { name: { $neq: 'a' } }, [1, 3, 5]],
    ['$exists', { name: { $exists: true } }, [1, 2, 4, 5]],
    ['$exists false', { name: { $exists: false } }, [3]],
    ['$in', { name: { $in: ['b', 'ё%'] } }, [1, 5]],
    ['an empty $in, which is none', { name: { $in: [] } }, [1, 2, 3, 4, 5]],
    ['$notIn', { name: { $notIn: ['a', 'b'] } }, [3, 5]],
    ['an empty $notIn', { name: { $notIn: [] } }, [1, 2, 3, 4, 5]],
    ['$like with a wildcard', { name: { $like: 'ё*' } }, [5]],
    ['$like with what SQL takes for a wildcard', { name: { $like: '?%' } }, [5]],
    ['several operators at once', { amount: { $gt: 10, $lt: 40 } }, [2, 3]],
    ['bounds that count', { amount: { $gte: 20, $lte: 30 } }, [2, 3]],
    ['an instant', { at: { $gt: '2030-01-02T03:00:00+03:00' } }, [4, 5]],
    ['a millisecond', { at: '2030-01-01T00:00:00.001Z' }, [1]],
    ['an enum in any case', { state: 'closed' }, [2, 4]],
    ['$neq of an enum', { state: { $neq: 'OPEN' } }, [2, 4]],
    ['$in of an enum', { state: { $in: ['OPEN', 'CLOSED'] } }, [1, 2, 3, 4, 5]],
    ['$like of an enum', { state: { $like: 'OP*' } }, [1, 3, 5]],
    ['$exists of an enum', { state: { $exists: false } }, []],
    ['a key', { key: '2' }, [2]],
    ['$in of keys', { key: { $in: ['1', '5'] } }, [1, 5]],
    ['a member of a list', { member: 'x' }, [1, 5]],
    ['$neq of a member', { member: { $neq: 'x' } }, [2, 3, 4]],
    ['$notIn of members', { member: { $notIn: ['x', 'y'] } }, [3, 4]],
    ['$like of a member', { member: { $like: 'z_*' } }, [4]],
    ['$exists of members', { member: { $exists: false } }, [3]],
    ['an instance key', { instance: instance(2n) }, [2, 3]],
    ['$neq of an instance key', { instance: { $neq: instance(2n) } }, [1, 4, 5]],
    ['a key of something else than an instance', { instance: '16777221' }, []],
    ['a scope key', { scope: '16777221' }, [2]],
    ['$exists of a scope key', { scope: { $exists: false } }, [3]],
    ['a flag', { large: true }, [3, 4, 5]],
    ['a flag that is not set', { large: false }, [1, 2]],
    ['null, which is no condition', { name: null, large: null }, [1, 2, 3, 4, 5]],
    ['all conditions together', { name: 'a', large: true }, [4]],
  ])('of %s', async (_, filter, expected) => {
    expect(await keysOf(filter)).toEqual(expected);
  });
});

describe('a page', () => {
  const sorted = async (sort: z.input<typeof body>['sort']) =>
    (await find({ sort })).items.map(({ key }) => Number(key));

  it('is in order of the key, or of what is asked for, ties in the direction of the last order', async () => {
    expect(await sorted([])).toEqual([1, 2, 3, 4, 5]);
    expect(await sorted([{ field: 'name' }])).toEqual([2, 4, 1, 5, 3]);
    expect(await sorted([{ field: 'name', order: 'desc' }])).toEqual([3, 5, 1, 4, 2]);
    expect(await sorted([{ field: 'state' }, { field: 'amount', order: 'DESC' }])).toEqual([4, 2, 5, 3, 1]);
  });

  it('says how many there are and where it stands', async () => {
    const { items, page } = await find({ page: { limit: 2 }, filter: { large: true } });
    expect(items.map(({ key }) => Number(key))).toEqual([3, 4]);
    expect(page).toMatchObject({ totalItems: 3, hasMoreTotalItems: false });
    const empty = await find({ filter: { name: 'nothing' } });
    expect(empty).toEqual({
      items: [],
      page: { totalItems: 0, hasMoreTotalItems: false, startCursor: null, endCursor: null },
    });
  });

  it('starts at an offset', async () => {
    const { items, page } = await find({ page: { from: 3, limit: 10 } });
    expect(items.map(({ key }) => Number(key))).toEqual([4, 5]);
    expect(page.totalItems).toBe(5);
    expect((await find({ page: { from: 9, limit: 10 } })).page.totalItems).toBe(5);
  });

  it.each([
    ['the key', []],
    ['a column with gaps', [{ field: 'name' as const }]],
    ['a column with gaps, descending', [{ field: 'name' as const, order: 'DESC' as const }]],
    ['instants', [{ field: 'at' as const, order: 'DESC' as const }]],
    ['several columns', [{ field: 'state' as const, order: 'DESC' as const }, { field: 'amount' as const }]],
  ])('leads to every row once, forwards and backwards, by %s', async (_, sort) => {
    const whole = await sorted(sort);
    const forwards: number[] = [];
    let after: string | null = null;
    for (let i = 0; i < whole.length; i += 2) {
      const found = await find({ sort, page: { limit: 2, after } });
      forwards.push(...found.items.map(({ key }) => Number(key)));
      after = found.page.endCursor;
    }
    expect(forwards).toEqual(whole);
    const last = await find({ sort, page: { from: whole.length - 1, limit: 1 } });
    const before = await find({ sort, page: { limit: 2, before: last.page.startCursor } });
    expect(before.items.map(({ key }) => Number(key))).toEqual(whole.slice(-3, -1));
    expect(before.page.totalItems).toBe(whole.length);
  });
});

describe('a search body', () => {
  it.each([
    ['an unknown filter', { filter: { nothing: 1 } }],
    ['an unknown operator', { filter: { name: { $regex: 'a' } } }],
    ['an unknown sort field', { sort: [{ field: 'nothing' }] }],
    ['a limit of nothing', { page: { limit: 0 } }],
    ['a limit beyond 10,000', { page: { limit: 10_001 } }],
    ['two places to start', { page: { from: 1, after: 'YQ==' } }],
    ['an unknown enum value', { filter: { state: 'AJAR' } }],
    ['a key as a number', { filter: { key: 5 } }],
  ])('is refused with %s', (_, request) => {
    expect(body.safeParse(request).success).toBe(false);
  });
});

describe('a key', () => {
  it('finds its row or none', async () => {
    expect(await findByKey(api.readRows, view, 3n)).toMatchObject({ key: '3', name: null });
    expect(await findByKey(api.readRows, view, 33n)).toBeUndefined();
  });
});
