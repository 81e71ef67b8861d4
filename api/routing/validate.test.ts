import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Problem, type ProblemError } from '../problems/problem.js';
import { checkJson, MAX_DEPTH, MAX_NAME } from './json-limits.js';
import { pointer, validate } from './validate.js';

const errorsOf = (work: () => unknown): readonly ProblemError[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.members['errors'] as readonly ProblemError[];
    throw error;
  }
  return [];
};

const schemas = {
  params: z.object({ key: z.string().regex(/^\d+$/, 'Expected digits') }),
  query: z.object({ whole: z.enum(['true', 'false']).optional() }),
  body: z.object({
    name: z.string(),
    filter: z.union([z.string(), z.strictObject({ $eq: z.string().optional(), $in: z.array(z.string()).optional() })]),
    'a/b': z.number().optional(),
  }),
};

describe('a request that does not fit', () => {
  it('is answered with every finding of path, query and body at once', () => {
    const errors = errorsOf(() =>
      validate(schemas, { params: { key: 'x' }, query: { whole: 'maybe' }, body: { filter: 'a', 'a/b': 'one' } }),
    );
    expect(errors).toEqual([
      { parameter: 'key', detail: 'Expected digits' },
      { parameter: 'whole', detail: expect.any(String) },
      { pointer: '#/name', detail: 'Invalid input: expected string, received undefined' },
      { pointer: '#/a~1b', detail: 'Invalid input: expected number, received string' },
    ]);
  });

  it('names the place inside the alternative that was meant', () => {
    const body = { name: 'a', filter: { $in: ['a', 7], $gt: 1 } };
    expect(errorsOf(() => validate(schemas, { params: { key: '1' }, query: {}, body }))).toEqual(
      expect.arrayContaining([
        { pointer: '#/filter/$in/1', detail: 'Invalid input: expected string, received number' },
        { pointer: '#/filter/$gt', detail: 'Unknown member "$gt"' },
      ]),
    );
  });

  it('says what a value could be when no alternative was meant', () => {
    const errors = errorsOf(() =>
      validate(schemas, { params: { key: '1' }, query: {}, body: { name: 'a', filter: 7 } }),
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ pointer: '#/filter' });
    expect(errors[0]?.detail).toMatch(/expected string.*expected object/);
  });

  it('may lack its body altogether', () => {
    const errors = errorsOf(() => validate(schemas, { params: { key: '1' }, query: {}, body: undefined }));
    expect(errors).toEqual([{ pointer: '#', detail: 'Invalid input: expected object, received undefined' }]);
  });
});

describe('a JSON pointer', () => {
  it('is escaped as RFC 6901 says, as a URI fragment', () => {
    expect(pointer([])).toBe('#');
    expect(pointer(['variables', 'a/b', 'c~d', 0, 'сумма %'])).toBe(
      '#/variables/a~1b/c~0d/0/%D1%81%D1%83%D0%BC%D0%BC%D0%B0%20%25',
    );
  });
});

describe('a JSON document', () => {
  it('may be large and flat', () => {
    expect(() => checkJson({ list: Array.from({ length: 100_000 }, (_, i) => i) })).not.toThrow();
  });

  it('is refused when it nests too deep for what walks it later', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(() => checkJson(nested(MAX_DEPTH))).not.toThrow();
    expect(errorsOf(() => checkJson(nested(MAX_DEPTH + 1)))).toEqual([
      { pointer: '#/0/0/0', detail: `Nested deeper than ${MAX_DEPTH} levels` },
    ]);
    expect(errorsOf(() => checkJson(nested(100_000)))).toHaveLength(1);
  });

  it.each([
    ['the character U+0000', '\0'],
    ['the first half of a pair', '\ud83d'],
    ['the second half of a pair', '\ude00'],
  ])('is refused with what cannot be stored, wherever it is: %s', (_what, text) => {
    expect(errorsOf(() => checkJson({ a: ['x', `y${text}`], [`b${text}`]: 1 })).map((error) => error.pointer)).toEqual([
      '#',
      '#/a/1',
    ]);
  });

  it('may hold characters of two halves', () => {
    expect(() => checkJson({ '😀': ['😀'] })).not.toThrow();
  });

  it('is refused with a name of a member that no index takes', () => {
    expect(() => checkJson({ ['n'.repeat(MAX_NAME)]: 1 })).not.toThrow();
    expect(errorsOf(() => checkJson({ variables: { ['n'.repeat(MAX_NAME + 1)]: 1 } }))).toEqual([
      { pointer: '#/variables', detail: `Has a member with a name longer than ${MAX_NAME} characters` },
    ]);
  });
});
