import { describe, expect, it } from '@jest/globals';
import { toProblem } from './to-problem.js';

const withCode = (code: string): Error => Object.assign(new Error('of the database'), { code });

describe('an error of the database', () => {
  it.each(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05', '54000'])(
    'about a value that was given is the caller’s: %s',
    (code) => {
      expect(toProblem(withCode(code)).slug).toBe('invalid-argument');
      const nested = new Error('of Prisma', { cause: { originalCode: code } });
      expect(toProblem(nested).slug).toBe('invalid-argument');
    },
  );

  it.each(['22012', '42P01', '23505'])('about a statement is ours: %s', (code) => {
    expect(toProblem(withCode(code)).slug).toBe('internal-error');
  });
});
