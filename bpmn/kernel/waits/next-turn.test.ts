import { describe, expect, it } from '@jest/globals';
import { nextTurn } from './next-turn.js';

const at = Date.UTC(2025, 0, 1);

describe('nextTurn', () => {
  it('counts from when the turn was due, without the start of the first, until the last', () => {
    const first = { kind: 'cycle', value: 'PT1H', start: '2025-01-01T06:00:00Z', repetitions: 2, from: at } as const;
    const second = nextTurn(first, at + 1);
    expect(second).toEqual({ kind: 'cycle', value: 'PT1H', repetitions: 1, from: at + 1 });
    expect(nextTurn(second!, at + 2)).toBeUndefined();
  });

  it('ends after the last also where an earlier engine let a cycle of no turns begin', () => {
    expect(nextTurn({ kind: 'cycle', value: 'PT1H', repetitions: 0, from: at }, at + 1)).toBeUndefined();
  });

  it('goes on without end where no number of turns is given', () => {
    expect(nextTurn({ kind: 'cycle', value: 'PT1H', repetitions: null, from: at }, at + 1)?.repetitions).toBeNull();
    expect(nextTurn({ kind: 'duration', value: 'PT1H', from: at }, at + 1)).toBeUndefined();
  });
});
