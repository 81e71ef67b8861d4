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
    ['has a value of another type', base64(['+name+key', 'a', { a: 1 }])],
  ])('is refused when it %s', (_, cursor) => {
    expect(() => readCursor(orders, cursor, '#/page/after')).toThrow(Problem);
  });

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
