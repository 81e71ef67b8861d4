import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NetworkError, TimeLimitError } from './problem-error.js';
import { CHANGE_LIMIT, READ_LIMIT, request } from './request.js';
import { PATIENCE, serverState } from './slow-requests.js';

/** A server that takes connections and says nothing: what a frozen one looks like. */
const freeze = (): void => {
  jest.spyOn(globalThis, 'fetch').mockImplementation(
    (_, options) =>
      new Promise((_resolve, reject) => {
        const signal = options?.signal;
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  );
};

const answer = (status: number, body: unknown): void => {
  jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json(body, { status })));
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('a frozen server', () => {
  it.each([
    ['GET', READ_LIMIT],
    ['POST', CHANGE_LIMIT],
  ] as const)('is said to be slow after three seconds, and a %s ends at its limit', async (method, limit) => {
    freeze();
    const failed = request(method, '/a').catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(PATIENCE - 1);
    expect(serverState()).toBe('answering');
    await jest.advanceTimersByTimeAsync(1);
    expect(serverState()).toBe('slow');
    await jest.advanceTimersByTimeAsync(limit);
    const error = await failed;
    expect(error).toBeInstanceOf(TimeLimitError);
    expect(error).toMatchObject({ method });
    expect(serverState()).toBe('away');
    answer(200, {});
    await request('GET', '/a');
    expect(serverState()).toBe('answering');
  });

  it('is not blamed for what the page no longer waits for', async () => {
    freeze();
    const left = new AbortController();
    const failed = request('GET', '/a', { signal: left.signal }).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(PATIENCE);
    left.abort();
    expect(await failed).not.toBeInstanceOf(NetworkError);
    expect(serverState()).toBe('answering');
  });

  it('is away when it cannot be reached, and there again with its first answer, whatever it says', async () => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('connection refused'));
    await expect(request('GET', '/a')).rejects.toBeInstanceOf(NetworkError);
    expect(serverState()).toBe('away');
    answer(404, { type: '/problems/not-found', title: '', status: 404, detail: '' });
    await expect(request('GET', '/a')).rejects.toMatchObject({ slug: 'not-found' });
    expect(serverState()).toBe('answering');
  });
});
