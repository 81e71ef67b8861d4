import { describe, expect, it } from '@jest/globals';
import { createLastResort } from './last-resort.js';

const setUp = (keepsServing: boolean) => {
  const logged: [string, object][] = [];
  const seen = { ended: 0, now: 0 };
  const resort = createLastResort({
    logger: { error: (facts) => logged.push(['error', facts]), fatal: (facts) => logged.push(['fatal', facts]) },
    inWork: () => ['POST /v2/deployments'],
    keepsServing,
    end: () => void (seen.ended += 1),
    now: () => seen.now,
  });
  return { resort, logged, seen };
};

describe('an error without an owner', () => {
  it('is logged with what was in work, and the process goes on where it may', () => {
    const { resort, logged, seen } = setUp(true);
    const error = new Error('Unexpected end of form');
    resort.take('exception', error);
    expect(logged).toEqual([
      ['error', { event: 'stray-error', kind: 'exception', err: error, inWork: ['POST /v2/deployments'] }],
    ]);
    expect(seen.ended).toBe(0);
  });

  it('ends a process that may not go on after an exception, but not for a rejection', () => {
    const { resort, seen } = setUp(false);
    resort.take('rejection', new Error('a'));
    expect(seen.ended).toBe(0);
    resort.take('exception', new Error('b'));
    expect(seen.ended).toBe(1);
  });

  it('ends the process when there are too many within a minute', () => {
    const { resort, seen } = setUp(true);
    for (let count = 0; count < 10; count += 1) resort.take('exception', new Error('a'));
    seen.now = 61_000;
    resort.take('exception', new Error('a'));
    expect(seen.ended).toBe(0);
    for (let count = 0; count < 10; count += 1) resort.take('rejection', undefined);
    expect(seen.ended).toBe(1);
  });
});
