import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problems/problem.js';
import { sql } from './columns.js';
import { afterCursor, readCursor, reversed, writeCursor, type DirectedOrder } from './cursor.js';

const byName: DirectedOrder = { field: 'name', expression: sql`n`, cast: 'text', descending: false };
const byKey: DirectedOrder = { field: 'key', expression: sql`k`, cast: 'bigint', descending: false };
const orders = [byName, byKey];

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

describe('a cursor', () => {
  it('gives back where its row stands', () => {
    const cursor = writeCursor(orders, ['Заказ', '7']);
    expect(cursor).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(readCursor(orders, cursor, '#/page/after')).toEqual(['Заказ', '7']);
    expect(readCursor(orders, writeCursor(orders, [null, '7']), '#/page/after')).toEqual([null, '7']);
  });

  it.each([
    ['is no JSON', Buffer.from('nonsense').toString('base64')],
    ['is no list', base64({})],
    ['belongs to another order', writeCursor(reversed(orders), ['a', '7'])],
    ['lacks a value', base64(['+name+key', 'a'])],
    ['has a value that is no key', base64(['+name+key', 'a', '7; drop table'])],
    ['has a key beyond 63 bits', base64(['+name+key', 'a', '9223372036854775808'])],
    ['has a text that cannot be stored', base64(['+name+key', 'a\0', '7'])],
    ['has a value of another type', base64(['+name+key', 'a', { a: 1 }])],
  ])('is refused when it %s', (_, cursor) => {
    expect(() => readCursor(orders, cursor, '#/page/after')).toThrow(Problem);
  });

  it.each(['2026-02-30 00:00:00+00', '0000-01-01 00:00:00+00', '2026-01-01', '2026-01-01 25:00:00+00'])(
    'is refused when its instant is none: %s',
    (text) => {
      const byTime: DirectedOrder = { field: 'at', expression: sql`t`, cast: 'timestamptz', descending: false };
      expect(readCursor([byTime], writeCursor([byTime], ['2026-02-28 23:59:59.123+03']), '#')).toHaveLength(1);
      expect(() => readCursor([byTime], writeCursor([byTime], [text]), '#')).toThrow(Problem);
    },
  );

  it('says which rows come after it, equal in all orders but the last', () => {
    const { sql: text, values } = afterCursor([{ ...byName, descending: true }, byKey], ['b', '7']);
    expect(text.replaceAll(/\s+/g, ' ')).toBe(
      '((n < ?::text::text) or (n = ?::text::text and (k > ?::text::bigint or k is null)))',
    );
    expect(values).toEqual(['b', 'b', '7']);
  });

  it('knows where rows without a value stand', () => {
    expect(afterCursor([byName], [null]).sql).toContain('false');
    expect(afterCursor([{ ...byName, descending: true }], [null]).sql).toContain('n is not null');
  });
});
