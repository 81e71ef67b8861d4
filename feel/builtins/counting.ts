import { argumentLimit, BudgetExceededError, type Budget } from '../budget.js';
import { failures } from '../failures.js';
import { costOf } from './costs.js';
import { contextOf, distinctPlain, flattened } from './lists.js';
import { copyCost, lookUpCost, sizeOf, weightOf } from './weight.js';

/** What we use of feelin's ranges. */
interface Range {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  map(each: (item: unknown) => unknown): unknown[];
}

/**
 * What a loop goes through: the items of a list or a range, `cost` steps each. What is neither stays for feelin to judge.
 */
export function countedItems(budget: Budget, value: unknown, cost: number): unknown {
  if (Array.isArray(value)) budget.spend(value.length * cost);
  if (!isRange(value)) return value;
  if (typeof value.start === 'number' && typeof value.end === 'number')
    return numbers(budget, value, value.start, value.end, cost);
  return value.start === null || value.end === null ? null : value.map((item) => item);
}

/** Whole steps from the first number towards the last, upwards or downwards (DMN 1.5, 10.3.2.14). */
function numbers(budget: Budget, range: Range, start: number, end: number, cost: number): number[] {
  const step = start > end ? -1 : 1;
  const items: number[] = [];
  for (let item = start; step > 0 ? item <= end : item >= end; item += step) {
    budget.spend(cost);
    if ((item === start && !range['start included']) || (item === end && !range['end included'])) continue;
    items.push(item);
  }
  return items;
}

/** What a filter goes through: feelin copies each item's entries, or characters, for its test. */
export function countedList(budget: Budget, value: unknown, cost: number): unknown {
  if (!Array.isArray(value)) {
    budget.spend(cost + copyCost(budget, value));
    return value;
  }
  budget.spend(value.length * cost);
  for (const item of value)
    if (typeof item === 'string' || typeof item === 'object') budget.spend(copyCost(budget, item));
  return value;
}

/** A value that is compared with another one. */
export function countedOperand(budget: Budget, value: unknown): unknown {
  if (typeof value === 'string') budget.spend(value.length / 1_000);
  else if (typeof value === 'object' && value !== null) budget.spend(weightOf(budget, value) / 10);
  return value;
}

/** Two values that are compared with each other: no further than the smaller one goes. */
export function countedOperands(budget: Budget, left: unknown, right: unknown): void {
  if (typeof left === 'string' && typeof right === 'string') budget.spend(Math.min(left.length, right.length) / 1_000);
  else if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null)
    budget.spend(Math.min(weightOf(budget, left), weightOf(budget, right)) / 10);
}

/** What a name is looked up in: a name that is not there is compared with all that are. */
export function countedTarget(budget: Budget, value: unknown, name: string): unknown {
  if (!Array.isArray(value)) budget.spend(lookUpCost(budget, value, name));
  else for (const item of value) budget.spend(0.1 + lookUpCost(budget, item, name));
  return value;
}

/** Functions that feelin computes in a way that grows faster than their lists do. */
const ownWays: Readonly<Record<string, (list: readonly unknown[]) => unknown>> = {
  'distinct values': distinctPlain,
  union: (lists) => (lists.every(Array.isArray) ? distinctPlain(lists.flat(1)) : undefined),
  flatten: flattened,
  context: contextOf,
};

/** A built-in function that counts what it reads and makes. */
export function countedFunction(budget: Budget, name: string, builtin: BuiltinFunction): BuiltinFunction {
  const { each, deep } = costOf(name);
  const spread = name !== 'concatenate' && builtin.$args.length === 1 && builtin.$args[0]?.startsWith('...') === true;
  const measure = deep ? weightOf : sizeOf;
  const ownWay = Object.hasOwn(ownWays, name) ? ownWays[name] : undefined;
  const counted = (...given: unknown[]): unknown => {
    let read = 0;
    for (const argument of given) read += measure(budget, argument);
    budget.spend(0.2 + read * each + (name === 'get value' ? lookUpCost(budget, given[0], given[1]) : 0));
    const [first] = given;
    if (spread && given.length === 1 && Array.isArray(first) && first.length > argumentLimit)
      throw new BudgetExceededError(failures.tooManyArguments(argumentLimit));
    const items = spread && !(given.length === 1 && Array.isArray(first)) ? given : first;
    const own = ownWay !== undefined && Array.isArray(items) ? ownWay(items) : undefined;
    if (ownWay !== undefined && own === undefined && Array.isArray(items)) budget.spend((read * read) / 100);
    const made: unknown = own === undefined ? builtin(...given) : own;
    budget.spend(sizeOf(budget, made) / 100);
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

const isRange = (value: unknown): value is Range =>
  typeof value === 'object' &&
  value !== null &&
  'start included' in value &&
  'map' in value &&
  typeof value.map === 'function';
