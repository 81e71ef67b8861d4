import { BudgetExceededError, nestingLimit } from '../budget.js';
import { failures } from '../failures.js';

/** The items without repetitions in one go; undefined where there are times, durations, ranges or functions among them. */
export function distinctPlain(items: readonly unknown[]): unknown[] | undefined {
  const seen = new Map<string, unknown>();
  for (const item of items) {
    const text = equalText(item);
    if (text === undefined) return undefined;
    if (!seen.has(text)) seen.set(text, item);
  }
  return [...seen.values()];
}

/**
 * A text that is the same for values that are equal: the order of entries does not matter, and a list of one item is its
 * item. Undefined where a value is not JSON.
 */
function equalText(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object')
    return value === null || ['string', 'number', 'boolean'].includes(typeof value) ? JSON.stringify(value) : undefined;
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    if (value.length === 0 || (value.length === 1 && first === null)) return '[]';
    if (value.length === 1) return equalText(first);
    return joined(value.map(equalText), '[]');
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return joined(
    entries.map(([name, entry]) => {
      const text = equalText(entry);
      return text && `${JSON.stringify(name)}:${text}`;
    }),
    '{}',
  );
}

const joined = (texts: readonly (string | undefined)[], brackets: '[]' | '{}'): string | undefined =>
  texts.includes(undefined) ? undefined : `${brackets[0]}${texts.join()}${brackets[1]}`;

/** What is in lists in the list, in its place. */
export function flattened(items: readonly unknown[]): unknown[] {
  const flat: unknown[] = [];
  const visit = (list: readonly unknown[], depth: number): void => {
    if (depth > nestingLimit) throw new BudgetExceededError(failures.tooNested(nestingLimit));
    for (const item of list) {
      if (Array.isArray(item)) visit(item as readonly unknown[], depth + 1);
      else flat.push(item);
    }
  };
  visit(items, 0);
  return flat;
}

/** A context of entries `{key, value}`; null where one is none, or a key comes twice. */
export function contextOf(entries: readonly unknown[]): Record<string, unknown> | null {
  const made: Record<string, unknown> = {};
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null || !('key' in entry) || !('value' in entry)) return null;
    const { key, value } = entry;
    if (typeof key !== 'string' || Object.hasOwn(made, key)) return null;
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}
