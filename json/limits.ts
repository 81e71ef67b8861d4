import type { JsonPath } from './pointer.js';

/** How deep a document may nest. Deeper ones overflow the stack of whatever walks them later. */
export const MAX_DEPTH = 200;

/** How long the name of a member may be: variables are looked up by name, and PostgreSQL's index takes 2,704 bytes. */
export const MAX_NAME = 800;

/** So many are told. */
const MOST = 20;

/** What is wrong with a document, and where. */
export interface JsonFault {
  readonly path: JsonPath;
  readonly detail: string;
}

interface Place {
  readonly value: unknown;
  readonly path: JsonPath;
}

/** What a text holds that Postgres does not store. */
function unstorable(text: string): string | undefined {
  if (text.includes('\0')) return 'Holds the character U+0000, which cannot be stored';
  if (/\p{Surrogate}/u.test(text)) return 'Holds half of a character (an unpaired surrogate), which cannot be stored';
  return undefined;
}

/** U+0000, or half of a character; of two halves it is not told here whether they are a pair. */
const UNUSUAL = /[\0\ud800-\udfff]/;

const isStorable = (text: string): boolean => !UNUSUAL.test(text) || unstorable(text) === undefined;

/** Whether a value has no faults: the answer for nearly every document, without the ways to its places. */
function isWithin(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isWithin(item, depth + 1));
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    if (name.length > MAX_NAME || !isStorable(name) || !isWithin(members[name], depth + 1)) return false;
  }
  return true;
}

/**
 * What is JSON but cannot be handled: nesting beyond `MAX_DEPTH`, names of members beyond `MAX_NAME`, the character U+0000
 * and unpaired surrogates. The first 20 such places.
 */
export const limitFaults = (document: unknown): readonly JsonFault[] =>
  isWithin(document, 0) ? [] : faultsOf(document);

function faultsOf(document: unknown): readonly JsonFault[] {
  const faults: JsonFault[] = [];
  const open: Place[] = [{ value: document, path: [] }];
  for (let place = open.pop(); place !== undefined && faults.length < MOST; place = open.pop()) {
    const { value, path } = place;
    const check = (text: string): void => {
      const detail = unstorable(text);
      if (detail !== undefined) faults.push({ path, detail });
    };
    if (typeof value === 'string') check(value);
    else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH)
        faults.push({ path: path.slice(0, 3), detail: `Nested deeper than ${MAX_DEPTH} levels` });
      else
        for (const [key, inner] of Object.entries(value)) {
          check(key);
          if (key.length > MAX_NAME)
            faults.push({ path, detail: `Has a member with a name longer than ${MAX_NAME} characters` });
          if (typeof inner === 'string' || typeof inner === 'object') open.push({ value: inner, path: [...path, key] });
        }
    }
  }
  return faults;
}
