import { describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createOutcomes } from './outcomes.js';

interface Row {
  readonly instance?: string;
  readonly number: number | string;
  readonly outcome?: string;
  readonly reason?: string | null;
  readonly code?: string | null;
}

/** A pool that answers every query with the rows of its name, and counts. */
function poolOf(rows: { readonly outcomes?: readonly Row[]; readonly ended?: readonly Row[] } | Error) {
  const asked: { name: string; values: unknown[] }[] = [];
  const query = (config: { name: string; values: unknown[] }) => {
    asked.push(config);
    if (rows instanceof Error) return Promise.reject(rows);
    return Promise.resolve({ rows: (config.name === 'input-outcomes' ? rows.outcomes : rows.ended) ?? [] });
  };
  return { asked, pool: { query } as unknown as Pick<Pool, 'query'> };
}

describe('waiting for outcomes', () => {
  it('is answered by the notice alone when everything from the input on was applied', async () => {
    const { pool, asked } = poolOf({});
    const outcomes = createOutcomes(pool);
    const answer = outcomes.of('7', 3);
    outcomes.heard([['7', 4, 0, 2]]);
    expect(await answer).toEqual({ answer: 'applied' });
    expect(asked).toEqual([]);
  });

  it('looks when something before was not applied, with one statement for all', async () => {
    const { pool, asked } = poolOf({
      outcomes: [
        { instance: '7', number: 1, outcome: 'rejected', reason: 'no', code: 'not-found' },
        { instance: '8', number: 1, outcome: 'superseded', reason: 'late', code: null },
      ],
    });
    const outcomes = createOutcomes(pool);
    const answers = Promise.all([outcomes.of('7', 1), outcomes.of('8', 1)]);
    outcomes.heard([
      ['7', 2, 0, 2],
      ['8', 0, 1, 1],
    ]);
    expect(await answers).toEqual([
      { answer: 'refused', code: 'not-found', reason: 'no' },
      { answer: 'lost', reason: 'late' },
    ]);
    expect(asked.map(({ values }) => values)).toEqual([
      [
        ['7', '8'],
        [1, 1],
      ],
    ]);
  });

  it('does not take the notice of an earlier commit for its own', async () => {
    const outcomes = createOutcomes(poolOf({}).pool, 20);
    const answer = outcomes.of('7', 3);
    outcomes.heard([['7', 2, 0, 1]]);
    expect(await answer).toEqual({ answer: 'accepted' });
  });

  it('finds an outcome whose notice was lost', async () => {
    const { pool } = poolOf({ outcomes: [{ instance: '7', number: 1, outcome: 'applied' }] });
    expect(await createOutcomes(pool).of('7', 1)).toEqual({ answer: 'applied' });
  });

  it('fails when the database cannot be asked', async () => {
    const outcomes = createOutcomes(poolOf(new Error('gone')).pool);
    const answer = outcomes.of('7', 1);
    outcomes.lookAgain();
    await expect(answer).rejects.toThrow('gone');
  });
});

describe('waiting for the end of an instance', () => {
  it('sees an end that was before', async () => {
    const { pool } = poolOf({ ended: [{ number: '7' }] });
    expect(await createOutcomes(pool).ended('7', 1_000)).toBe(true);
  });

  it('hears of the end', async () => {
    const outcomes = createOutcomes(poolOf({}).pool);
    const ended = outcomes.ended('7', 1_000);
    outcomes.heard([['7', 4, 0, 4]]);
    outcomes.heard([['7', 5, 1, 5]]);
    expect(await ended).toBe(true);
  });

  it('gives up in time, and when it is told to', async () => {
    const outcomes = createOutcomes(poolOf({}).pool);
    expect(await outcomes.ended('7', 10)).toBe(false);
    expect(await outcomes.ended('7', 10_000, AbortSignal.abort())).toBe(false);
  });
});
