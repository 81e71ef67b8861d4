import { Prisma } from '../../prisma/generated/client.js';
import type { Condition } from '../contract/v2/conditions.js';
import { instanceOf, localOf, ROOT_LOCAL } from '../../engine/keys.js';
import { likeExpression, likePattern } from './like.js';

export type Sql = Prisma.Sql;
export const { sql } = Prisma;

/** Turns a checked filter value into a condition. */
export type Filter<Value> = (value: Value) => Sql;

const TRUE = sql`true`;
const FALSE = sql`false`;

/** All of them; none is no restriction. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? TRUE : sql`(${Prisma.join([...conditions], ' and ')})`;

/** Any of them; none is never. */
export const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? FALSE : sql`(${Prisma.join([...conditions], ' or ')})`;

/** The condition of a value that is asked for; nothing where it is not. */
export const ifDefined = <Value>(value: Value | undefined, make: (value: Value) => Sql): Sql[] =>
  value === undefined ? [] : [make(value)];

/** The operators that every kind of value has, in terms of "is one of". */
const equality = <Value>(
  condition: Condition<Value>,
  among: (values: readonly Value[]) => Sql,
  present: Sql,
): Sql[] => [
  ...ifDefined(condition.$eq, (value) => among([value])),
  ...ifDefined(condition.$neq, (value) => sql`(not ${present} or not ${among([value])})`),
  ...ifDefined(condition.$in, among),
  ...ifDefined(condition.$notIn, (values) => sql`(not ${present} or not ${among(values)})`),
  ...ifDefined(condition.$exists, (exists) => (exists ? present : sql`not ${present}`)),
];

/** How a value goes to the database: the driver sends texts, the cast says what they are. */
export type Cast = 'text' | 'bigint' | 'integer' | 'timestamptz' | 'boolean';

/** A value of a column as a parameter. */
export const parameter = (value: string | bigint | number | boolean | Date | null, cast: Cast): Sql => {
  const text = value === null ? null : value instanceof Date ? value.toISOString() : String(value);
  return sql`${text}::text::${Prisma.raw(cast)}`;
};

const scalar =
  <Value extends string | bigint | number | Date>(expression: Sql, cast: Cast): Filter<Condition<Value>> =>
  (condition) => {
    const among = (values: readonly Value[]): Sql =>
      values.length === 0
        ? FALSE
        : sql`${expression} in (${Prisma.join(values.map((value) => parameter(value, cast)))})`;
    return all([
      ...equality(condition, among, sql`(${expression} is not null)`),
      ...ifDefined(condition.$gt, (value) => sql`${expression} > ${parameter(value, cast)}`),
      ...ifDefined(condition.$gte, (value) => sql`${expression} >= ${parameter(value, cast)}`),
      ...ifDefined(condition.$lt, (value) => sql`${expression} < ${parameter(value, cast)}`),
      ...ifDefined(condition.$lte, (value) => sql`${expression} <= ${parameter(value, cast)}`),
      ...ifDefined(condition.$like, (pattern) => sql`${expression} like ${likePattern(pattern)}`),
    ]);
  };

export const textColumn = (expression: Sql): Filter<Condition<string>> => scalar(expression, 'text');
export const keyColumn = (expression: Sql): Filter<Condition<bigint>> => scalar(expression, 'bigint');
export const integerColumn = (expression: Sql): Filter<Condition<number>> => scalar(expression, 'integer');
export const instantColumn = (expression: Sql): Filter<Condition<Date>> => scalar(expression, 'timestamptz');

/** A column that holds an instance number, asked for by process instance key. */
export const instanceColumn =
  (expression: Sql): Filter<Condition<bigint>> =>
  (condition) => {
    const among = (keys: readonly bigint[]): Sql => {
      const numbers = keys.filter((key) => localOf(key) === ROOT_LOCAL).map(instanceOf);
      return numbers.length === 0
        ? FALSE
        : sql`${expression} in (${Prisma.join(numbers.map((number) => parameter(number, 'bigint')))})`;
    };
    return all(equality(condition, among, sql`(${expression} is not null)`));
  };

/** An element instance held as instance number and local number, asked for by its key. */
export const localColumn =
  (instance: Sql, local: Sql): Filter<Condition<bigint>> =>
  (condition) => {
    const among = (keys: readonly bigint[]): Sql =>
      any(
        keys.map(
          (key) =>
            sql`(${instance} = ${parameter(instanceOf(key), 'bigint')} and ${local} = ${parameter(localOf(key), 'integer')})`,
        ),
      );
    return all(equality(condition, among, sql`(${local} is not null)`));
  };

/** An array column, asked for one member. */
export const memberColumn =
  (expression: Sql): Filter<Condition<string>> =>
  (condition) => {
    const member = textColumn(sql`member`);
    const has = (inner: Condition<string>): Sql =>
      sql`exists (select from unnest(${expression}) member where ${member(inner)})`;
    const { $neq, $notIn, $exists, ...positive } = condition;
    return all([
      ...(Object.values(positive).some((value) => value !== undefined) ? [has(positive)] : []),
      ...ifDefined($neq, (value) => sql`not ${has({ $eq: value })}`),
      ...ifDefined($notIn, (values) => sql`not ${has({ $in: values })}`),
      ...ifDefined($exists, (exists) =>
        exists ? sql`cardinality(${expression}) > 0` : sql`cardinality(${expression}) = 0`,
      ),
    ]);
  };

/** Plain values that are compared for equality. */
export const exactly =
  <Value>(column: Filter<Condition<Value>>): Filter<Value> =>
  (value) =>
    column({ $eq: value });

/** A flag that a condition decides. */
export const flagColumn =
  (holds: Sql): Filter<boolean> =>
  (wanted) =>
    wanted ? holds : sql`not ${holds}`;

/** An enum of the API: which rows have which value. The first member that holds counts. */
export interface EnumColumn<Member extends string> {
  readonly filter: Filter<Condition<Member>>;
  /** The value as the API writes it; for selecting and ordering. */
  readonly expression: Sql;
}

/** Built from one condition per member, so that an index on the column below stays usable. */
export const enumColumn = <Member extends string>(members: Readonly<Record<Member, Sql>>): EnumColumn<Member> => {
  const names = Object.keys(members) as Member[];
  const among = (values: readonly Member[]): Sql => any(values.map((value) => members[value] ?? FALSE));
  return {
    filter: (condition) =>
      all([
        ...equality(condition, among, TRUE),
        ...ifDefined(condition.$like, (pattern) => among(names.filter((name) => likeExpression(pattern).test(name)))),
      ]),
    expression: sql`case ${Prisma.join(
      names.map((name) => sql`when ${members[name]} then ${name}::text`),
      ' ',
    )} end`,
  };
};
