import type { z } from 'zod';
import type { Cast, Filter, Sql } from './columns.js';
import type { Order } from './cursor.js';

/** How a value stands in answers. */
export interface WrittenType<Item extends z.ZodType> {
  readonly item: Item;
  /** What is selected and compared, when it is not the expression itself. */
  readonly value?: (expression: Sql) => Sql;
  /** What was selected, as the API writes it. */
  readonly write: (value: never) => z.input<Item>;
}

/** How a value is asked for. */
export interface AskedType<Condition extends z.ZodType> {
  readonly condition: Condition;
  readonly where: (expression: Sql) => Filter<NonNullable<z.output<Condition>>>;
}

/** The type of a column: `key`, `text`, `instant`, … */
export interface ColumnType<Item extends z.ZodType, Condition extends z.ZodType, Plain extends z.ZodType>
  extends WrittenType<Item>, AskedType<Condition> {
  /** Asking for one value, without operators. */
  readonly plain: AskedType<Plain>;
  readonly cast: Cast;
}

/** A field of answers. */
export interface Shown<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** What is read of the row; absent: nothing, every row has the same. */
  readonly select?: Sql | undefined;
  readonly write: (value: never) => z.input<Schema>;
}

/** A field of answers of which the view only keeps the place. */
export interface Later<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly select?: never;
  readonly write: () => undefined;
}

/** Puts conditions where their columns are known: `exists (select from … where conditions)`. */
export type Within = (conditions: Sql) => Sql;

/** A member of filters, whatever its values are. */
export interface AnyAsked {
  readonly schema: z.ZodType;
  readonly where: (value: never) => Sql;
  /** Conditions within the same place are about one row of it. */
  readonly within?: Within | undefined;
}

/** A member of filters. */
export interface Asked<Schema extends z.ZodType> extends AnyAsked {
  readonly schema: Schema;
  readonly where: Filter<NonNullable<z.output<Schema>>>;
}

/** One field of a search: what it is in answers, in filters and as a sort order, each with its SQL. */
export interface Column<
  Item extends Shown | Later | undefined = Shown | Later | undefined,
  Asks extends AnyAsked | undefined = AnyAsked | undefined,
  Sorts extends boolean = boolean,
> {
  readonly item: Item;
  readonly filter: Asks;
  /** Whether results can be sorted by it. */
  readonly sort: Sorts;
  /** What it is compared by. */
  readonly order?: Order;
}

/** A column that can be compared. */
export interface Ordered {
  readonly order: Order;
}

/** Where a column is not as its type has it. */
export interface Exposure {
  readonly item?: Shown | Later;
  /** What answers show, when it is not what is filtered and sorted by. */
  readonly select?: Sql;
  /** `false`: in no filter; `'plain'`: asked for by one value, without operators. */
  readonly filter?: false | 'plain' | AnyAsked;
  /** `false`: nothing is sorted by it. */
  readonly sort?: false;
}

type ItemOf<Item extends z.ZodType, E> = E extends { readonly item: infer Given extends Shown | Later }
  ? Given
  : Shown<Item>;

type AskedOf<Condition extends z.ZodType, Plain extends z.ZodType, E> = E extends { readonly filter: infer Given }
  ? Given extends 'plain'
    ? Asked<Plain>
    : Given extends AnyAsked
      ? Given
      : undefined
  : Asked<Condition>;

type SortOf<E> = E extends { readonly sort: false } ? false : true;

const shownAs = <Item extends z.ZodType>({ item, value, write }: WrittenType<Item>, expression: Sql) => ({
  schema: item,
  select: value?.(expression) ?? expression,
  write,
});

const askedAs = <Condition extends z.ZodType>(type: AskedType<Condition>, expression: Sql): Asked<Condition> => ({
  schema: type.condition,
  where: type.where(expression),
});

/** A column of a type: in answers, filters and sort orders, unless it is exposed otherwise. */
export const column = <
  Item extends z.ZodType,
  Condition extends z.ZodType,
  Plain extends z.ZodType,
  const E extends Exposure = {},
>(
  type: ColumnType<Item, Condition, Plain>,
  expression: Sql,
  exposure?: E,
): Column<ItemOf<Item, E>, AskedOf<Condition, Plain, E>, SortOf<E>> & Ordered => {
  const { item, select, filter, sort = true } = exposure ?? ({} as Exposure);
  const shown = shownAs(type, expression);
  const asked =
    filter === undefined
      ? askedAs(type, expression)
      : filter === 'plain'
        ? askedAs(type.plain, expression)
        : filter || undefined;
  return {
    item: (item ?? { ...shown, select: select ?? shown.select }) as ItemOf<Item, E>,
    filter: asked as AskedOf<Condition, Plain, E>,
    sort: sort as SortOf<E>,
    order: { expression: shown.select, cast: type.cast },
  };
};

/** A field of answers that is neither filtered nor sorted by. */
export const itemOnly = <Item extends z.ZodType>(
  type: WrittenType<Item>,
  expression: Sql,
): Column<Shown<Item>, undefined, false> => ({ item: shownAs(type, expression), filter: undefined, sort: false });

/** A member of filters that is no field of answers. */
export const filterOnly = <Condition extends z.ZodType>(
  type: AskedType<Condition>,
  expression: Sql,
  within?: Within,
): Column<undefined, Asked<Condition>, false> => ({
  item: undefined,
  filter: { ...askedAs(type, expression), within },
  sort: false,
});

/** What a field of answers is in every row. */
export const always = <Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): Shown<Schema> => ({
  schema,
  write: () => value,
});

/** A field of answers that whoever uses the view puts in: it does not compile before. */
export const later = <Schema extends z.ZodType>(schema: Schema): Later<Schema> => ({ schema, write: () => undefined });
