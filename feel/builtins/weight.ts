import { BudgetExceededError, nestingLimit, type Budget } from '../budget.js';
import { failures } from '../failures.js';

/** Weights of lists and contexts with the number of their members: a list grows while `for` fills it (`partial`). */
const known = new WeakMap<object, { readonly members: number; readonly weight: number }>();

/**
 * How much there is to go through in a value: characters of texts, members of lists and contexts, all the way down. What has
 * to be looked at for that is spent; what was weighed before is not looked at again.
 */
export function weightOf(budget: Budget, value: unknown, depth = 0): number {
  if (typeof value === 'string') return 1 + value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const members = membersOf(value);
  if (members === undefined) return 1;
  const before = known.get(value);
  if (before !== undefined && before.members === members.length) return before.weight;
  if (depth > nestingLimit) throw new BudgetExceededError(failures.tooNested(nestingLimit));
  budget.spend(members.length / 100);
  let weight = 1;
  for (const member of members) weight += weightOf(budget, member, depth + 1);
  known.set(value, { members: members.length, weight });
  return weight;
}

/** Members of a list or a context; undefined for other values. */
function membersOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  return Object.getPrototypeOf(value) === Object.prototype ? Object.values(value) : undefined;
}

/** Characters of a text, members of a list or a context, without what is inside of them. */
export function sizeOf(budget: Budget, value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return keysOf(budget, value);
}

const keyCounts = new WeakMap<object, number>();

/** Entries of a context; 0 for other values. */
export function keysOf(budget: Budget, value: unknown): number {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return 0;
  const before = keyCounts.get(value);
  if (before !== undefined) return before;
  const { length } = Object.keys(value);
  budget.spend(length / 100);
  keyCounts.set(value, length);
  return length;
}

/** Entries of a context up to which it is copied, and looked through, quickly. */
const SMALL = 20;

/** Steps for a copy of what is in a value: of the entries of a context, of the characters of a text. */
export function copyCost(budget: Budget, value: unknown): number {
  if (typeof value === 'string') return value.length / 5;
  const keys = keysOf(budget, value);
  return keys > SMALL ? keys * 0.8 : keys / 20;
}

/** Steps for looking up a name: where it is not there, it is compared with all names that are. */
export const lookUpCost = (budget: Budget, value: unknown, name: unknown): number =>
  typeof value === 'object' && value !== null && typeof name === 'string' && !Object.hasOwn(value, name)
    ? 2 + keysOf(budget, value) * 0.8
    : 0;
