import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { Store } from '../../desk/index.js';
import type { Tell } from '../../engine/index.js';
import { until } from '../../engine/test-support/until.js';
import { createLogger } from '../logger.js';
import { startOutboxLoops } from './outbox-loops.js';

const grpcError = (code: number, details: string): Error =>
  Object.assign(new Error(details), { code, details, metadata: {} });

const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

const tell = {
  ...{ instance: '1', workflowId: 'order#1.1', processId: 'order', active: true, waits: true },
  ...{ durable: false, fresh: true },
} as unknown as Tell;

/** Loops over one workflow that is to be told again and again, which Temporal answers with an error. */
function loopsOn(refusal: Error, reached: () => Promise<unknown>) {
  let leases = 0;
  const store = {
    outbox: { lease: () => Promise.resolve(++leases > 0 ? [tell] : []), retired: () => Promise.resolve([]) },
    timerStarts: { unhosted: () => Promise.resolve([]), overdue: () => Promise.resolve([]) },
    onNudge: () => () => undefined,
  } as unknown as Store;
  const client = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: { getSystemInfo: reached },
    workflow: { start: () => Promise.reject(refusal) },
  } as unknown as Client;
  const loops = startOutboxLoops({ store, client, logger: createLogger('silent'), pollMs: 1 });
  return { loops, leases: () => leases };
}

describe('the outbox', () => {
  it('goes on telling when Temporal refuses one workflow', async () => {
    // Whether Temporal is there stays open: the refusal alone must not count as its absence.
    let answer: () => void = () => undefined;
    const open = new Promise<void>((resolve) => (answer = resolve));
    const { loops, leases } = loopsOn(grpcError(INVALID_ARGUMENT, 'too long'), () => open);
    await until(() => leases() >= 3);
    answer();
    await loops.stop();
  });

  it('leases nothing while Temporal does not answer, until it does', async () => {
    let asked = 0;
    let ended = false;
    const waiting: (() => void)[] = [];
    const answerAll = (): void => waiting.splice(0).forEach((answer) => answer());
    const { loops, leases } = loopsOn(grpcError(UNAVAILABLE, 'down'), () => {
      asked += 1;
      return asked === 1 || ended ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve));
    });
    await until(() => asked === 2);
    expect(loops.alive()).toBe(false);
    const before = leases();
    answerAll();
    await until(() => leases() > before);
    ended = true;
    answerAll();
    await loops.stop();
  });
});
