import type { ProblemError } from '../problems/problem.js';
import { invalid, pointer } from './validate.js';

/** How deep a document may nest. Deeper ones overflow the stack of whatever walks them later. */
export const MAX_DEPTH = 200;

interface Place {
  readonly value: unknown;
  readonly path: readonly PropertyKey[];
}

const tooDeep = (path: readonly PropertyKey[]): ProblemError => ({
  detail: `Nested deeper than ${MAX_DEPTH} levels`,
  pointer: pointer(path.slice(0, 3)),
});

/** Postgres stores no NUL in a text. */
const zeroCharacter = (path: readonly PropertyKey[]): ProblemError => ({
  detail: 'Holds the character U+0000, which cannot be stored',
  pointer: pointer(path),
});

/**
 * Refuses what is JSON but cannot be handled: nesting beyond `MAX_DEPTH` and the character U+0000.
 * @throws Problem `validation-failed`, with every such place (the first 20).
 */
export const checkJson = (document: unknown): void => {
  const errors: ProblemError[] = [];
  const open: Place[] = [{ value: document, path: [] }];
  for (let place = open.pop(); place !== undefined && errors.length < 20; place = open.pop()) {
    const { value, path } = place;
    if (typeof value === 'string') {
      if (value.includes('\0')) errors.push(zeroCharacter(path));
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH) errors.push(tooDeep(path));
      else
        for (const [key, inner] of Object.entries(value)) {
          if (key.includes('\0')) errors.push(zeroCharacter(path));
          if (typeof inner === 'string' || typeof inner === 'object') open.push({ value: inner, path: [...path, key] });
        }
    }
  }
  if (errors.length > 0) throw invalid(errors);
};
