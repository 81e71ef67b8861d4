import { evaluate } from '@bpmn-io/feelin';
import { dialect } from '../syntax-tree.js';
import { isDateTime, isDuration, kindOfDuration, kindOfMoment } from '../temporal-values.js';

/** Names under which the functions of this file stand in the scope of an expression; they are not written by hand. */
export const comparing = { compared: 'value_compared', between: 'value_between', moment: 'value_of_moment' } as const;

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
type Moment = 'date' | 'date and time';

/** Dates and instants that an expression has named as such: feelin takes midnight in UTC for a date. */
const named = new WeakMap<object, Moment>();

/** Remembers whether a value was made as a date or as a date and time. */
export function ofMoment(value: unknown, moment: Moment): unknown {
  if (isDateTime(value)) named.set(value, moment);
  return value;
}

/**
 * Compares two values (DMN 1.5, 10.3.2.13). Values of different types cannot be compared: null, as for nothing, which is
 * equal to itself alone and in no order. A list of one value stands for it.
 */
export function compared(left: unknown, operator: Operator, right: unknown): boolean | null {
  if (operator === '=') return isEqual(left, right);
  if (operator === '!=') {
    if (Array.isArray(left) || Array.isArray(right)) return answer('a != b', [left ?? null, right ?? null]);
    const same = isEqual(left, right);
    return same === null ? null : !same;
  }
  const values = [single(left), single(right)];
  return inOrder(values) ? answer(`a ${operator} b`, values) : null;
}

/** `value between least and most`: null where the three are not of one type. */
export function between(value: unknown, least: unknown, most: unknown): boolean | null {
  const values = [single(value), single(least), single(most)];
  return inOrder(values) ? answer('a between b and c', values) : null;
}

/** Equality by value; null for values of different types. */
export function isEqual(left: unknown, right: unknown): boolean | null {
  const [a, b] = [left ?? null, right ?? null];
  if (a === null || b === null) return a === b;
  const comparable =
    Array.isArray(a) || Array.isArray(b) || (isDuration(a) && isDuration(b)) || alike(kindOf(a), kindOf(b));
  return comparable ? answer('a = b', [a, b]) : null;
}

const single = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

/** Are all of one type that has an order? */
function inOrder(values: readonly unknown[]): boolean {
  const kinds = values.map(kindOf);
  return kinds.every((kind) => ordered.has(kind) && kinds.every((other) => alike(kind, other)));
}

const ordered: ReadonlySet<string> = new Set([
  'number',
  'string',
  'time',
  'date',
  'date and time',
  'midnight',
  'days and time duration',
  'years and months duration',
]);

/** Midnight in UTC that was computed may be either. */
const alike = (kind: string, other: string): boolean =>
  kind === other ||
  (kind === 'midnight' && other.startsWith('date')) ||
  (other === 'midnight' && kind.startsWith('date'));

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return 'list';
  if (isDuration(value)) return kindOfDuration(value);
  if (!isDateTime(value)) return Object.getPrototypeOf(value) === Object.prototype ? 'context' : 'other';
  const moment = kindOfMoment(value);
  return named.get(value) ?? (moment === 'date' ? 'midnight' : moment);
}

interface Test {
  invoke(parameters: readonly unknown[]): unknown;
}

const tests = new Map<string, Test>();

/** feelin's own answer to a test of `a`, `b` and `c`. */
function answer(test: string, values: readonly unknown[]): boolean | null {
  const prepared = tests.get(test) ?? (evaluate(`function(a, b, c) ${test}`, {}, dialect).value as Test);
  tests.set(test, prepared);
  const found = prepared.invoke(values);
  return typeof found === 'boolean' ? found : null;
}
