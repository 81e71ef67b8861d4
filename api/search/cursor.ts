import { limitFaults, parseJson } from '../../json/index.js';
import { Prisma } from '../../prisma/generated/client.js';
import { any, parameter, sql, type Cast, type Sql } from './columns.js';
import { invalid } from '../routing/validate.js';

/** Something results can be ordered by. */
export interface Order {
  readonly expression: Sql;
  readonly cast: Cast;
}

/** An order in use: its name on the API, and its direction. */
export interface DirectedOrder extends Order {
  readonly field: string;
  readonly descending: boolean;
}

/** The values of a row's orders as texts, most significant first. */
export type CursorValues = readonly (string | null)[];

const signature = (orders: readonly DirectedOrder[]): string =>
  orders.map(({ field, descending }) => `${descending ? '-' : '+'}${field}`).join('');

/** A cursor names the orders it belongs to and where in them its row stands. */
export const writeCursor = (orders: readonly DirectedOrder[], values: CursorValues): string =>
  Buffer.from(JSON.stringify([signature(orders), ...values]), 'utf8').toString('base64');

const isCursorValue = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Longest text of a value in a cursor: names are shorter, and so is all that is sorted by. */
const MAX_TEXT = 10_000;

const isWhole =
  (bits: number) =>
  (text: string): boolean =>
    /^-?\d{1,19}$/.test(text) && BigInt.asIntN(bits, BigInt(text)) === BigInt(text);

/** As Postgres writes an instant: `2026-07-09 13:00:00.123+03`. */
const isInstant = (text: string): boolean => {
  const [, day = '', time = ''] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)[+-]\d\d(?::\d\d)?$/.exec(text) ?? [];
  const at = Date.parse(`${day}T${time}Z`);
  return !Number.isNaN(at) && !day.startsWith('0000') && new Date(at).toISOString().startsWith(day);
};

const fits: Readonly<Record<Cast, (text: string) => boolean>> = {
  text: (text) => text.length <= MAX_TEXT && limitFaults(text).length === 0,
  bigint: isWhole(64),
  integer: isWhole(32),
  timestamptz: isInstant,
  boolean: (text) => text === 'true' || text === 'false',
};

/** @throws Problem `validation-failed` for a text that is no cursor, or one of a search with another order. */
export const readCursor = (orders: readonly DirectedOrder[], cursor: string, pointer: string): CursorValues => {
  let parsed: unknown;
  try {
    parsed = parseJson(Buffer.from(cursor, 'base64').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed)) throw invalid([{ pointer, detail: 'This is not a cursor of an earlier answer' }]);
  const [belongsTo, ...values] = parsed as unknown[];
  if (belongsTo !== signature(orders))
    throw invalid([{ pointer, detail: 'This cursor belongs to a search with another sort order' }]);
  const fine = orders.every(({ cast }, i) => values[i] === null || (isCursorValue(values[i]) && fits[cast](values[i])));
  if (values.length !== orders.length || !fine)
    throw invalid([{ pointer, detail: 'This is not a cursor of an earlier answer' }]);
  return values.filter(isCursorValue);
};

/** Nulls stand last in ascending and first in descending order, as Postgres has it by itself. */
const beyond = (order: DirectedOrder, value: string | null): Sql => {
  if (value === null) return order.descending ? sql`${order.expression} is not null` : sql`false`;
  const parameterOfValue = parameter(value, order.cast);
  return order.descending
    ? sql`${order.expression} < ${parameterOfValue}`
    : sql`(${order.expression} > ${parameterOfValue} or ${order.expression} is null)`;
};

const same = (order: DirectedOrder, value: string | null): Sql =>
  value === null ? sql`${order.expression} is null` : sql`${order.expression} = ${parameter(value, order.cast)}`;

/** The rows that come after a cursor in the given orders (the last of which is unique). */
export const afterCursor = (orders: readonly DirectedOrder[], values: CursorValues): Sql =>
  any(
    orders.map((order, i) => {
      const equal = orders.slice(0, i).map((earlier, j) => same(earlier, values[j] ?? null));
      return sql`(${Prisma.join([...equal, beyond(order, values[i] ?? null)], ' and ')})`;
    }),
  );

/** The same orders the other way round. */
export const reversed = (orders: readonly DirectedOrder[]): readonly DirectedOrder[] =>
  orders.map((order) => ({ ...order, descending: !order.descending }));

/** `order by` for the orders. */
export const orderBy = (orders: readonly DirectedOrder[]): Sql =>
  sql`order by ${Prisma.join(orders.map(({ expression, descending }) => (descending ? sql`${expression} desc` : sql`${expression} asc`)))}`;
