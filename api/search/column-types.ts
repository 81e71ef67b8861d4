import { z } from 'zod';
import { processInstanceKey } from '../../engine/keys.js';
import * as conditions from '../contract/v2/conditions.js';
import * as values from '../contract/v2/values.js';
import { always, column, type AskedType, type ColumnType, type WrittenType } from './column.js';
import {
  enumColumn,
  exactly,
  flagColumn,
  instanceColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  localColumn,
  memberColumn,
  sql,
  textColumn,
  type Filter,
  type Sql,
} from './columns.js';

const { keyText, optional } = values;

const same = <Value>(value: Value): Value => value;

/** One value of a request, without operators. */
const one = <Schema extends z.ZodType>(
  value: Schema,
  where: (expression: Sql) => Filter<conditions.Condition<z.output<Schema>>>,
) => ({ condition: optional(value), where: (expression: Sql) => exactly(where(expression)) });

const columnType = <Item extends z.ZodType, Condition extends z.ZodType, Plain extends z.ZodType>(
  declared: ColumnType<Item, Condition, Plain>,
): ColumnType<Item, Condition, Plain> => declared;

export const text = columnType({
  item: z.string(),
  write: same<string>,
  condition: conditions.textCondition,
  where: textColumn,
  plain: one(z.string(), textColumn),
  cast: 'text',
});

export const key = columnType({
  item: keyText,
  write: (read: bigint) => read.toString(),
  condition: conditions.keyCondition,
  where: keyColumn,
  plain: one(values.key, keyColumn),
  cast: 'bigint',
});

/** The number of a process instance, which answers and filters have the key of. */
export const instanceKey = columnType({
  ...key,
  write: (read: bigint) => processInstanceKey(read).toString(),
  where: instanceColumn,
  plain: one(values.key, instanceColumn),
});

/** The local number of an element instance in the process instance of a number, which have one key together. */
export const localKey = (instance: Sql) =>
  columnType({
    ...key,
    value: (local) => sql`entity_key(${instance}, ${local})`,
    where: (local) => localColumn(instance, local),
    plain: one(values.key, (local) => localColumn(instance, local)),
  });

/** A 32-bit number. */
export const integer = columnType({
  item: z.int(),
  write: same<number>,
  condition: conditions.integerCondition,
  where: integerColumn,
  plain: one(values.smallInteger, integerColumn),
  cast: 'integer',
});

/** In answers ISO 8601 in UTC. */
export const instant = columnType({
  item: values.instantText,
  write: (read: Date) => read.toISOString(),
  condition: conditions.instantCondition,
  where: instantColumn,
  plain: one(values.instant, instantColumn),
  cast: 'timestamptz',
});

const flagAsked = { condition: conditions.flag, where: flagColumn };

export const flag = columnType({
  item: z.boolean(),
  write: same<boolean>,
  ...flagAsked,
  plain: flagAsked,
  cast: 'boolean',
});

/** Some rows have no value. */
export const nullable = <Item extends z.ZodType, Condition extends z.ZodType, Plain extends z.ZodType>(
  some: ColumnType<Item, Condition, Plain>,
): ColumnType<z.ZodNullable<Item>, Condition, Plain> => ({
  ...some,
  item: some.item.nullable(),
  write: (read: unknown) => (read === null ? null : some.write(read as never)),
});

/** The same values, said otherwise in the document: narrower, or with a description. */
export const documentedAs = <Item extends z.ZodType, Condition extends z.ZodType, Plain extends z.ZodType>(
  some: ColumnType<Item, Condition, Plain>,
  item: Item,
): ColumnType<Item, Condition, Plain> => ({ ...some, item });

/** Values that answers have as they are read. */
export const asRead = <Item extends z.ZodType>(item: Item): WrittenType<Item> => ({ item, write: same<z.input<Item>> });

/** An array, asked for one member. */
export const member: AskedType<typeof conditions.textCondition> = {
  condition: conditions.textCondition,
  where: memberColumn,
};

/**
 * An enum of the API: for each value, in the API's order, which rows have it. The first that holds counts. Written with
 * conditions, not computed, so that an index on the column stays usable.
 */
export const enumeration = <Name extends string>(members: (column: Sql) => Readonly<Record<Name, Sql>>) => {
  const names = Object.keys(members(sql`null`)) as [Name, ...Name[]];
  const where = (column: Sql) => enumColumn(members(column)).filter;
  return columnType({
    item: z.enum(names),
    write: same<Name>,
    condition: conditions.enumCondition(names),
    where,
    plain: one(values.enumeration(names), where),
    value: (column) => enumColumn(members(column)).expression,
    cast: 'text',
  });
};

/** A column of an enum of the API that has one value in every row. */
export const constant = <const Name extends string>(names: readonly Name[], value: NoInfer<Name>) => {
  const isValue = names.map((name) => [name, name === value ? sql`true` : sql`false`]);
  const kind = enumeration(() => Object.fromEntries(isValue) as Record<Name, Sql>);
  return column(kind, sql`null`, { item: always(kind.item, value) });
};
