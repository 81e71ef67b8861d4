import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Problem, type ProblemError } from '../problems/problem.js';
import { validate } from './validate.js';

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
