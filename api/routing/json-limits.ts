import type { ProblemError } from '../problems/problem.js';
import { invalid, pointer } from './validate.js';

/** How deep a document may nest. Deeper ones overflow the stack of whatever walks them later. */
export const MAX_DEPTH = 200;

/** How long the name of a member may be: variables are looked up by name, and PostgreSQL's index takes 2,704 bytes. */
export const MAX_NAME = 800;

interface Place {
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
}

const tooDeep = (path: readonly PropertyKey[]): ProblemError => ({
  detail: `Nested deeper than ${MAX_DEPTH} levels`,
  pointer: pointer(path.slice(0, 3)),
});

const nameTooLong = (path: readonly PropertyKey[]): ProblemError => ({
  detail: `Has a member with a name longer than ${MAX_NAME} characters`,
  pointer: pointer(path),
});

/** What a text holds that Postgres does not store. */
function unstorable(text: string): string | undefined {
  if (text.includes('\0')) return 'Holds the character U+0000, which cannot be stored';
  if (/\p{Surrogate}/u.test(text)) return 'Holds half of a character (an unpaired surrogate), which cannot be stored';
  return undefined;
}

/**
 * Refuses what is JSON but cannot be handled: nesting beyond `MAX_DEPTH`, member names beyond `MAX_NAME`, the character
 * U+0000 and unpaired surrogates.
 * @throws Problem `validation-failed`, with every such place (the first 20).
 */
export const checkJson = (document: unknown): void => {
  const errors: ProblemError[] = [];
  const open: Place[] = [{ value: document, path: [] }];
  for (let place = open.pop(); place !== undefined && errors.length < 20; place = open.pop()) {
    const { value, path } = place;
    const check = (text: string): void => {
      const detail = unstorable(text);
      if (detail !== undefined) errors.push({ detail, pointer: pointer(path) });
    };
    if (typeof value === 'string') check(value);
    else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH) errors.push(tooDeep(path));
      else
        for (const [key, inner] of Object.entries(value)) {
          check(key);
          if (key.length > MAX_NAME) errors.push(nameTooLong(path));
          if (typeof inner === 'string' || typeof inner === 'object') open.push({ value: inner, path: [...path, key] });
        }
    }
  }
  if (errors.length > 0) throw invalid(errors);
};
