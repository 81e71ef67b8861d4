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

/** A pool that answers every query with the rows of its name, after so many failures, and counts. */
function poolOf(rows: { readonly outcomes?: readonly Row[]; readonly ended?: readonly Row[] }, failures = 0) {
  const asked: { name: string; values: unknown[] }[] = [];
  const query = (config: { name: string; values: unknown[] }) => {
    if (asked.push(config) <= failures) return Promise.reject(new Error('gone'));
    return Promise.resolve({ rows: (config.name === 'input-outcomes' ? rows.outcomes : rows.ended) ?? [] });
  };
  return { asked, pool: { query } as unknown as Pick<Pool, 'query'> };
}

/** Whoever looks has asked by then. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('waiting for outcomes', () => {
  it('looks when its instance was stepped, with one statement for all', async () => {
    const { pool, asked } = poolOf({
      outcomes: [
        { instance: '7', number: 1, outcome: 'rejected', reason: 'no', code: 'not-found' },
        { instance: '8', number: 1, outcome: 'superseded', reason: 'late', code: null },
        { instance: '9', number: 4, outcome: 'failed' },
      ],
    });
    const outcomes = createOutcomes(pool);
    const answers = Promise.all([outcomes.of('7', 1), outcomes.of('8', 1), outcomes.of('9', 4)]);
    outcomes.heard([
      ['7', 0],
      ['8', 1],
    ]);
    outcomes.heard([['9', 0]]);
    expect(await answers).toEqual([
      { answer: 'refused', code: 'not-found', reason: 'no' },
      { answer: 'lost', reason: 'late' },
      { answer: 'failed' },
    ]);
    expect(asked.map(({ values }) => values)).toEqual([
      [
        ['7', '8', '9'],
        [1, 1, 4],
      ],
    ]);
  });

  it('is told by the commit of this process that has taken it, and by no earlier one, without a look', async () => {
    const { pool, asked } = poolOf({});
    const outcomes = createOutcomes(pool);
    const answer = outcomes.of('7', 3);
    outcomes.committed('7', [{ number: 2, outcome: 'applied' }], undefined);
    await turn();
    outcomes.committed('7', [{ number: 3, outcome: 'rejected', reason: 'no', code: 'not-found' }], undefined);
    expect(await answer).toEqual({ answer: 'refused', code: 'not-found', reason: 'no' });
    expect(asked).toEqual([]);
  });

  it('finds an outcome whose notice was lost', async () => {
    const { pool } = poolOf({ outcomes: [{ instance: '7', number: 1, outcome: 'applied' }] });
    expect(await createOutcomes(pool).of('7', 1)).toEqual({ answer: 'applied' });
  });

  it('asks again when the database could not be asked', async () => {
    const { pool, asked } = poolOf({ outcomes: [{ instance: '7', number: 1, outcome: 'applied' }] }, 2);
    const outcomes = createOutcomes(pool);
    const answer = outcomes.of('7', 1);
    outcomes.lookAgain();
    expect(await answer).toEqual({ answer: 'applied' });
    expect(asked).toHaveLength(3);
  });

  it('is over in time when the database cannot be asked at all: the command is stored', async () => {
    const outcomes = createOutcomes(poolOf({}, Infinity).pool, 20);
    const answer = outcomes.of('7', 1);
    outcomes.lookAgain();
    expect(await answer).toEqual({ answer: 'accepted', instance: 7n, input: 1 });
  });
});

describe('waiting for the end of an instance', () => {
  it('sees an end that was before', async () => {
    const { pool } = poolOf({ ended: [{ number: '7' }] });
    expect(await createOutcomes(pool).ended('7', 1_000)).toBe('ended');
  });

  it('hears of the end', async () => {
    const outcomes = createOutcomes(poolOf({}).pool);
    const ended = outcomes.ended('7', 1_000);
    outcomes.heard([['7', 0]]);
    outcomes.heard([['7', 1]]);
    expect(await ended).toBe('ended');
  });

  it('knows how it ended where this process has ended it, before and after', async () => {
    const { pool, asked } = poolOf({});
    const outcomes = createOutcomes(pool);
    const ending = { status: 'completed' as const, variables: { a: 1 } };
    const ended = outcomes.ended('7', 1_000);
    outcomes.committed('7', [{ number: 1, outcome: 'applied' }], undefined);
    outcomes.committed('7', [{ number: 2, outcome: 'applied' }], ending);
    expect(await ended).toEqual(ending);
    const before = asked.length;
    expect(await outcomes.ended('7', 1_000)).toEqual(ending);
    expect(asked).toHaveLength(before);
  });

  it('gives up in time, and when it is told to', async () => {
    const outcomes = createOutcomes(poolOf({}).pool);
    expect(await outcomes.ended('7', 10)).toBeUndefined();
    expect(await outcomes.ended('7', 10_000, AbortSignal.abort())).toBeUndefined();
  });
});
