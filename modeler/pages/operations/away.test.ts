import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { environmentManager, focusManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import en from '../../i18n/en/operations.json' with { type: 'json' };
import ru from '../../i18n/ru/operations.json' with { type: 'json' };
import { awayIn, readinessQuery } from './away.js';

type Status = 'up' | 'down';

const parts = (worker: Status, temporal: Status) => ({
  status: worker === 'up' && temporal === 'up' ? ('up' as const) : ('degraded' as const),
  parts: { database: 'up' as const, worker, temporal },
  eventLoopDelay: 3,
});

describe('what is away', () => {
  it('is Temporal, or the worker, without which nothing is known of Temporal', () => {
    expect(awayIn(parts('up', 'down'))).toBe('temporal');
    expect(awayIn(parts('down', 'down'))).toBe('worker');
    expect(awayIn(parts('down', 'up'))).toBe('worker');
  });

  it('is nothing when all are there, or before it is known', () => {
    expect(awayIn(parts('up', 'up'))).toBeUndefined();
    expect(awayIn(undefined)).toBeUndefined();
  });

  it('is said in both languages', () => {
    for (const { away } of [ru, en]) expect(Object.keys(away).sort()).toEqual(['temporal', 'worker']);
  });
});

describe('asking which parts are there', () => {
  const client = new QueryClient();
  let asked = 0;
  let stop = (): void => undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    // As in a browser: elsewhere nothing is asked again by itself.
    environmentManager.setIsServer(() => false);
    asked = 0;
    const answers = [parts('up', 'down'), parts('up', 'up')];
    const queryFn = () => Promise.resolve(answers[Math.min(asked++, 1)]!);
    stop = new QueryObserver(client, { ...readinessQuery, queryFn }).subscribe(() => undefined);
  });

  afterEach(() => {
    stop();
    client.clear();
    focusManager.setFocused(undefined);
    environmentManager.setIsServer(() => true);
    jest.useRealTimers();
  });

  const seen = () => awayIn(client.getQueryData(readinessQuery.queryKey));

  it('is done again by itself, so that what is back is no longer said to be away', async () => {
    await jest.advanceTimersByTimeAsync(14_000);
    expect([asked, seen()]).toEqual([1, 'temporal']);
    await jest.advanceTimersByTimeAsync(2_000);
    expect([asked, seen()]).toEqual([2, undefined]);
  });

  it('rests while nobody sees the page', async () => {
    await jest.advanceTimersByTimeAsync(1_000);
    focusManager.setFocused(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(1);
  });
});
