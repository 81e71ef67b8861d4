import type { Json } from '../../model/index.js';
import type { Effect } from '../messages.js';

/** Sizes of lists and objects: the same one may be written many times, and none is ever changed after it was written. */
const known = new WeakMap<object, number>();

/** Characters and members of the variables that an effect carries. */
export function sizeOfEffect(effect: Effect): number {
  if (effect.type === 'variable.set') return sizeOf(effect.value);
  if (effect.type !== 'child.start') return 0;
  let size = 0;
  for (const value of Object.values(effect.child.variables)) size += sizeOf(value);
  return size;
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  let size = 1;
  for (const member of Array.isArray(value) ? (value as readonly Json[]) : Object.values(value)) size += sizeOf(member);
  known.set(value, size);
  return size;
}
