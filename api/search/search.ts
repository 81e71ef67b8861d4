import type { ReadRows } from '../../engine/index.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Page, SortEntry } from '../contract/v2/search.js';
import { all, sql, type Filter, type Sql } from './columns.js';
import { afterCursor, orderBy, readCursor, reversed, writeCursor, type DirectedOrder, type Order } from './cursor.js';

/** Results are counted up to here (Camunda: `hasMoreTotalItems`). */
export const COUNT_LIMIT = 10_000;

/** What was selected, by name. */
export type Row = Readonly<Record<string, unknown>>;

/** What can be searched: where rows come from, what is read of them, how they are filtered, ordered and written. */
export interface View<Filters extends object, Field extends string, Item> {
  /** `from …` with its joins. */
  readonly from: Sql;
  /** A condition that always holds, such as "of this instance". */
  readonly where?: Sql;
  /** The columns of a row. */
  readonly select: Sql;
  /** What tells rows apart; the order of last resort. */
  readonly key: Order;
  readonly filter: Filter<Filters>;
  readonly orders: { readonly [Name in Field]: Order };
  /** Rows as the API writes them. */
  readonly items: (rows: readonly Row[]) => readonly Item[] | Promise<readonly Item[]>;
}

/** A checked search. */
export interface Search<Filters extends object, Field extends string> {
  readonly page: Page;
  readonly sort: readonly SortEntry<Field>[];
  readonly filter?: Filters | undefined;
}

/** The answer: the page's items and where it stands. */
export interface Found<Item> {
  readonly items: Item[];
  readonly page: {
    readonly totalItems: number;
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const ordersOf = <Field extends string>(
  key: Order,
  available: { readonly [Name in Field]: Order },
  sort: readonly SortEntry<Field>[],
): readonly DirectedOrder[] => {
  const chosen = sort.filter(({ field }, i) => sort.findIndex((earlier) => earlier.field === field) === i);
  const orders = chosen.map(({ field, order }) => ({ ...available[field], field, descending: order === 'DESC' }));
  return [...orders, { ...key, field: 'key', descending: orders.at(-1)?.descending ?? false }];
};

/** A row with the texts of its orders, from which cursors are made. */
type Cursored = Row & { readonly cursor_values: readonly (string | null)[] };

const cursorColumn = (orders: readonly DirectedOrder[]): Sql =>
  sql`array[${Prisma.join(orders.map(({ expression }) => sql`(${expression})::text`))}] as cursor_values`;

/** Reads one page of a view. Keyset pagination: a page after a cursor costs the same wherever it is. */
export const search = async <Filters extends object, Field extends string, Item>(
  readRows: ReadRows,
  view: View<Filters, Field, Item>,
  { page, sort, filter }: Search<Filters, Field>,
): Promise<Found<Item>> => {
  const orders = ordersOf(view.key, view.orders, sort);
  const matching = all([view.where ?? sql`true`, filter === undefined ? sql`true` : view.filter(filter)]);
  const backwards = page.before !== undefined;
  const direction = backwards ? reversed(orders) : orders;
  const cursor = page.after ?? page.before;
  const position =
    cursor === undefined
      ? sql`true`
      : afterCursor(direction, readCursor(orders, cursor, backwards ? '#/page/before' : '#/page/after'));
  const read = await readRows<Cursored>(
    sql`select ${view.select}, ${cursorColumn(orders)} ${view.from} where ${matching} and ${position}
        ${orderBy(direction)} limit ${page.limit} offset ${page.from ?? 0}`,
  );
  const rows = backwards ? [...read].reverse() : read;
  const whole = cursor === undefined && rows.length < page.limit && (rows.length > 0 || page.from === undefined);
  const total = whole ? (page.from ?? 0) + rows.length : await count(readRows, view.from, matching);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    items: [...(await view.items(rows))],
    page: {
      totalItems: Math.min(total, COUNT_LIMIT),
      hasMoreTotalItems: total > COUNT_LIMIT,
      startCursor: first === undefined ? null : writeCursor(orders, first.cursor_values),
      endCursor: last === undefined ? null : writeCursor(orders, last.cursor_values),
    },
  };
};

const count = async (readRows: ReadRows, from: Sql, matching: Sql): Promise<number> => {
  const [counted] = await readRows<{ readonly total: number }>(
    sql`select count(*)::int as total from (select 1 ${from} where ${matching} limit ${COUNT_LIMIT + 1}) counted`,
  );
  return counted?.total ?? 0;
};

/** Reads the one item of a view that has a key. */
export const findByKey = async <Item>(
  readRows: ReadRows,
  view: Pick<View<never, never, Item>, 'from' | 'select' | 'key' | 'items'>,
  key: bigint,
): Promise<Item | undefined> => {
  const rows = await readRows<Row>(
    sql`select ${view.select} ${view.from} where ${view.key.expression} = ${key} limit 1`,
  );
  const [item] = await view.items(rows);
  return item;
};
