import type { Budget } from '../budget.js';

/** What we use of feelin's ranges. */
interface Range {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  map(each: (item: unknown) => unknown): unknown[];
}

/** Built-ins whose work grows with the square of their lists. */
const quadratic = new Set(['distinct values', 'duplicate values', 'union', 'flatten']);

/** What a loop goes through: the items of a list or a range, counted. What is neither stays for feelin to judge. */
export function countedItems(budget: Budget, value: unknown): unknown {
  if (Array.isArray(value)) budget.spend(value.length);
  if (!isRange(value)) return value;
  if (typeof value.start === 'number' && typeof value.end === 'number')
    return numbers(budget, value, value.start, value.end);
  return value.start === null || value.end === null ? null : value.map((item) => item);
}

/** Whole steps from the first number towards the last, upwards or downwards (DMN 1.5, 10.3.2.14). */
function numbers(budget: Budget, range: Range, start: number, end: number): number[] {
  const step = start > end ? -1 : 1;
  const items: number[] = [];
  for (let item = start; step > 0 ? item <= end : item >= end; item += step) {
    if ((item === start && !range['start included']) || (item === end && !range['end included'])) continue;
    budget.spend(1);
    items.push(item);
  }
  return items;
}

/** What a filter goes through. */
export function countedList(budget: Budget, value: unknown): unknown {
  if (Array.isArray(value)) budget.spend(value.length);
  return value;
}

/** A built-in function that counts what it reads and makes. */
export function countedFunction(budget: Budget, name: string, builtin: BuiltinFunction): BuiltinFunction {
  const cost = quadratic.has(name) ? (size: number) => (size * size) / 100 : (size: number) => size / 100;
  const counted = (...given: unknown[]): unknown => {
    const read = given.reduce<number>((sum, each) => sum + sizeOf(each), given.length);
    if (read >= 100) budget.spend(Math.floor(cost(read)));
    const made: unknown = builtin(...given);
    budget.spend(Math.floor(sizeOf(made) / 100));
    return made;
  };
  return Object.assign(counted, { $args: builtin.$args });
}

/** A function as feelin has it: `$args` names its parameters. */
export interface BuiltinFunction {
  (...given: unknown[]): unknown;
  readonly $args: readonly string[];
}

export const isBuiltinFunction = (value: unknown): value is BuiltinFunction =>
  typeof value === 'function' && '$args' in value && Array.isArray(value.$args);

const sizeOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);

const isRange = (value: unknown): value is Range =>
  typeof value === 'object' &&
  value !== null &&
  'start included' in value &&
  'map' in value &&
  typeof value.map === 'function';
