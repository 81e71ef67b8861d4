/** Ranges of code points, first and last, in ascending order and without overlaps. */
export type CodePoints = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

/** What is in any of them. */
export function union(...sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [from, to] of sets.flat().sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Every other code point. */
export function complement(set: CodePoints): CodePoints {
  const others: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) others.push([next, LAST]);
  return others;
}

/** What is in the first and not in the second. */
export const without = (set: CodePoints, removed: CodePoints): CodePoints =>
  complement(union(complement(set), removed));

/** As the inside of a character class of RE2. */
export const classText = (set: CodePoints): string =>
  set.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('');

export const hex = (codePoint: number): string => `\\x{${codePoint.toString(16)}}`;

/** All code points without surrogates, as texts of one plane each, and where each begins. */
const planes = (): readonly (readonly [number, number])[] => [
  [0, 0xd7ff],
  [0xe000, 0xffff],
  ...Array.from({ length: 16 }, (_, plane) => [(plane + 1) << 16, ((plane + 1) << 16) + 0xffff] as const),
];

const known = new Map<string, CodePoints | undefined>();

/** So many properties are remembered. */
const KEPT = 50;

/** The code points with a property of Unicode as JavaScript names it (`L`, `Letter`, `Script=Greek`); undefined: no such one. */
export function withProperty(name: string): CodePoints | undefined {
  if (!known.has(name)) {
    const [oldest] = known.size >= KEPT ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(name, lookUp(name));
  }
  return known.get(name);
}

function lookUp(name: string): CodePoints | undefined {
  let runs: RegExp;
  try {
    runs = new RegExp(`\\p{${name}}+`, 'gu');
  } catch {
    return undefined;
  }
  const found: [number, number][] = [];
  for (const [from, to] of planes()) {
    const units = from > 0xffff ? 2 : 1;
    for (const { index, 0: run } of textOf(from, to).matchAll(runs))
      found.push([from + index / units, from + (index + run.length) / units - 1]);
  }
  return union(found);
}

function textOf(from: number, to: number): string {
  let text = '';
  for (let start = from; start <= to; start += 4_096) {
    const length = Math.min(4_096, to - start + 1);
    text += String.fromCodePoint(...Array.from({ length }, (_, offset) => start + offset));
  }
  return text;
}
