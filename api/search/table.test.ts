import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { column, filterOnly, itemOnly, later, type Within } from './column.js';
import {
  asRead,
  constant,
  documentedAs,
  enumeration,
  flag,
  instant,
  integer,
  key,
  nullable,
  text,
} from './column-types.js';
import { sql, type Sql } from './columns.js';
import { filterOf, itemOf, sortsOf, viewOf } from './table.js';

const at = '2030-01-01T00:00:00.000Z';
const written = ({ sql: statement, values }: Sql): string =>
  `${statement.replaceAll(/\s+/g, ' ')}${values.length === 0 ? '' : ` ${JSON.stringify(values)}`}`;

const orderColumns = {
  orderKey: column(key, sql`o.key`),
  customer: column(nullable(text), sql`o.customer`),
};
const place = { from: sql`from orders o`, key: orderColumns.orderKey };

describe('a column', () => {
  it('is one line, and then in answers, filters, sort orders and SQL', async () => {
    const columns = {
      ...orderColumns,
      paidAt: column(nullable(instant), sql`o.paid_at`),
    };
    expect(Object.keys(itemOf(columns).shape)).toEqual(['orderKey', 'customer', 'paidAt']);
    expect(itemOf(columns).safeParse({ orderKey: '1', customer: null, paidAt: at }).success).toBe(true);
    const filter = filterOf(columns).parse({ paidAt: { $gt: at } });
    expect(filter.paidAt).toEqual({ $gt: new Date(at) });
    expect(sortsOf(columns)).toEqual(['orderKey', 'customer', 'paidAt']);

    const view = viewOf(columns, place);
    expect(written(view.select)).toBe('o.key as "orderKey",o.customer as "customer",o.paid_at as "paidAt"');
    expect(written(view.filter(filter))).toBe(`((o.paid_at > ?::text::timestamptz)) ["${at}"]`);
    expect(written(view.orders.paidAt.expression)).toBe('o.paid_at');
    expect(view.orders.paidAt.cast).toBe('timestamptz');
    expect(
      await view.items([
        { orderKey: 1n, customer: 'Ada', paidAt: new Date(at) },
        { orderKey: 2n, customer: null, paidAt: null },
      ]),
    ).toEqual([
      { orderKey: '1', customer: 'Ada', paidAt: at },
      { orderKey: '2', customer: null, paidAt: null },
    ]);
  });

  it('is only where it is exposed', () => {
    const columns = {
      ...orderColumns,
      lines: itemOnly(asRead(z.array(z.string())), sql`o.lines`),
      isLate: filterOnly(flag, sql`o.late`),
      amount: column(integer, sql`o.amount`, { filter: false }),
      note: column(text, sql`o.note`, { sort: false }),
    };
    expect(Object.keys(itemOf(columns).shape)).toEqual(['orderKey', 'customer', 'lines', 'amount', 'note']);
    expect(Object.keys(filterOf(columns).shape)).toEqual(['orderKey', 'customer', 'isLate', 'note']);
    expect(sortsOf(columns)).toEqual(['orderKey', 'customer', 'amount']);
    expect(Object.keys(viewOf(columns, place).orders)).toEqual(['orderKey', 'customer', 'amount']);
    expect(filterOf(columns).safeParse({ amount: 1 }).error?.issues[0]).toMatchObject({ keys: ['amount'] });
  });

  it('is asked for by a plain value where operators are not for it', () => {
    const columns = { orderKey: column(key, sql`o.key`, { filter: 'plain' }) };
    const filter = filterOf(columns);
    expect(filter.safeParse({ orderKey: { $eq: '7' } }).success).toBe(false);
    expect(written(viewOf(columns, place).filter(filter.parse({ orderKey: '7' })))).toBe(
      '((o.key in (?::text::bigint))) ["7"]',
    );
  });

  it('shows something else than it is filtered by, where it is told to', () => {
    const short = column(documentedAs(text, z.string().max(3)), sql`o.note`, { select: sql`left(o.note, 3)` });
    const view = viewOf({ ...orderColumns, note: short }, place);
    expect(written(view.select)).toContain('left(o.note, 3) as "note"');
    expect(written(view.orders.note.expression)).toBe('o.note');
  });

  it('of an enum is compared as the API writes it, and not read where it has one value', async () => {
    const state = enumeration((state) => ({ OPEN: sql`${state} = 'open'`, GONE: sql`${state} = 'gone'` }));
    const columns = {
      ...orderColumns,
      state: column(state, sql`o.state`),
      before: itemOnly(state, sql`o.before`),
      kind: constant(['SALE', 'GIFT'], 'SALE'),
    };
    const view = viewOf(columns, place);
    const expression = `case when o.state = 'open' then ?::text when o.state = 'gone' then ?::text end`;
    expect(written(view.select)).toContain(
      `,${expression} as "state",${expression.replaceAll('state', 'before')} as "before"`,
    );
    expect(written(view.orders.state.expression)).toContain(expression);
    expect(written(view.filter(filterOf(columns).parse({ state: 'gone', kind: 'SALE' })))).toBe(
      "(((o.state = 'gone')) and ((true)))",
    );
    expect(await view.items([{ orderKey: 1n, customer: null, state: 'OPEN', before: 'GONE' }])).toEqual([
      { orderKey: '1', customer: null, state: 'OPEN', before: 'GONE', kind: 'SALE' },
    ]);
  });
});

describe('a filter', () => {
  const line: Within = (conditions) => sql`exists (select from lines l where l.order = o.key and ${conditions})`;
  const columns = {
    ...orderColumns,
    product: filterOnly(text, sql`l.product`, line),
    amount: filterOnly(integer, sql`l.amount`, line),
  };
  const view = viewOf(columns, place);

  it('has its conditions within one place together', () => {
    const conditions = filterOf(columns).parse({ product: 'tea', customer: 'Ada', amount: { $gt: 1 } });
    expect(written(view.filter(conditions))).toBe(
      '((o.customer in (?::text::text)) and exists (select from lines l where l.order = o.key and ' +
        '((l.product in (?::text::text)) and (l.amount > ?::text::integer)))) ["Ada","tea","1"]',
    );
  });

  it('asks for nothing that is not given', () => {
    expect(written(view.filter(filterOf(columns).parse({ customer: null })))).toBe('true');
  });
});

describe('what is put in later', () => {
  it('has its place in answers and is not read', async () => {
    const columns = {
      orderKey: column(key, sql`o.key`),
      name: column(text, sql`o.name`, { item: later(z.string()) }),
      amount: column(integer, sql`o.amount`),
    };
    const view = viewOf(columns, place);
    expect(written(view.select)).toBe('o.key as "orderKey",o.amount as "amount"');
    const [item] = await view.items([{ orderKey: 1n, amount: 2 }]);
    // @ts-expect-error The view does not have it.
    expect(item?.name).toBeUndefined();
    expect(JSON.stringify({ ...item, name: 'Ada' })).toBe('{"orderKey":"1","name":"Ada","amount":2}');
  });
});
