import { z } from 'zod';
import { Prisma } from '../../prisma/generated/client.js';
import type { AnyAsked, Column, Later, Ordered, Shown, Within } from './column.js';
import { all, sql, type Filter, type Sql } from './columns.js';
import type { Row, View } from './search.js';

/**
 * The fields of a search by their names, in the order in which answers have them. To add a field is to add its line here:
 * the schemas of items, filters and sort orders (`contract/`) follow from it, and so does the SQL.
 */
export type Columns = Readonly<Record<string, Column>>;

type ItemShape<C extends Columns> = {
  -readonly [Name in keyof C as C[Name]['item'] extends undefined ? never : Name]: C[Name]['item'] extends
    Shown<infer Schema> | Later<infer Schema>
    ? Schema
    : never;
};

type FilterShape<C extends Columns> = {
  -readonly [Name in keyof C as C[Name]['filter'] extends undefined ? never : Name]: C[Name]['filter'] extends AnyAsked
    ? C[Name]['filter']['schema']
    : never;
};

type SortField<C extends Columns> = {
  [Name in keyof C]: C[Name]['sort'] extends true ? Name : never;
}[keyof C] &
  string;

/** The part of an item that the view itself fills. */
type Filled<C extends Columns> = Omit<
  z.input<z.ZodObject<ItemShape<C>>>,
  { [Name in keyof C]: C[Name]['item'] extends Later ? Name : never }[keyof C]
>;

const schemasOf = (columns: Columns, part: 'item' | 'filter'): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, { [part]: shows }]) => (shows === undefined ? [] : [[name, shows.schema]])),
  );

/** What answers hold. */
export const itemOf = <const C extends Columns>(columns: C) => z.object(schemasOf(columns, 'item') as ItemShape<C>);

/** What filters may hold; strict. */
export const filterOf = <const C extends Columns>(columns: C) =>
  z.strictObject(schemasOf(columns, 'filter') as FilterShape<C>);

/** What results can be sorted by. */
export const sortsOf = <const C extends Columns>(columns: C): readonly [SortField<C>, ...SortField<C>[]] =>
  Object.keys(columns).filter((name) => columns[name]?.sort) as [SortField<C>, ...SortField<C>[]];

type FilterValues<C extends Columns> = Partial<z.output<z.ZodObject<FilterShape<C>>>>;

/** All members that are given must hold. */
const conditionOf =
  (columns: Columns): Filter<Readonly<Record<string, unknown>>> =>
  (given) => {
    const conditions: Sql[] = [];
    const places = new Map<Within, Sql[]>();
    for (const [name, { filter }] of Object.entries(columns)) {
      const value = given[name];
      if (filter === undefined || value === undefined || value === null) continue;
      const condition = filter.where(value as never);
      if (filter.within === undefined) conditions.push(condition);
      else places.set(filter.within, [...(places.get(filter.within) ?? []), condition]);
    }
    return all([...conditions, ...[...places].map(([within, inside]) => within(all(inside)))]);
  };

/** What a search runs on: where rows come from, the column that tells them apart, and all columns. */
export const viewOf = <const C extends Columns>(
  columns: C,
  { from, key }: { readonly from: Sql; readonly key: Ordered },
): View<FilterValues<C>, SortField<C>, Filled<C>> => {
  const shown = Object.entries(columns).flatMap(([name, { item }]) => (item === undefined ? [] : [{ name, ...item }]));
  const selected = shown.flatMap(({ name, select }) =>
    select === undefined ? [] : [sql`${select} as ${Prisma.raw(`"${name}"`)}`],
  );
  const toItem = (row: Row) => Object.fromEntries(shown.map(({ name, write }) => [name, write(row[name] as never)]));
  return {
    from,
    select: Prisma.join(selected),
    key: key.order,
    filter: conditionOf(columns),
    orders: Object.fromEntries(
      Object.entries(columns).flatMap(([name, { sort, order }]) =>
        sort && order !== undefined ? [[name, order]] : [],
      ),
    ) as View<FilterValues<C>, SortField<C>, Filled<C>>['orders'],
    items: (rows) => rows.map(toItem) as Filled<C>[],
  };
};
