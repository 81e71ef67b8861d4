import { expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { testTemporalAddress } from '../test/environment/temporal.js';
import { retentionOf, startRetention } from './retention.js';
import { createLogger } from './logger.js';

it('retention removes again and again what is older than histories are kept, also after a failure', async () => {
  const connection = await Connection.connect({ address: await testTemporalAddress() });
  const swept: number[] = [];
  let enough: () => void = () => undefined;
  const thrice = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const retention = startRetention({
    retention: {
      sweep(retentionMs) {
        if (swept.push(retentionMs) === 3) enough();
        return swept.length === 1
          ? Promise.reject(new Error('no connection'))
          : Promise.resolve({ messages: 0, payloads: 0, starts: 0 });
      },
    },
    historiesKept: () => retentionOf(connection, 'default'),
    logger: createLogger('silent'),
    everyMs: 5,
  });
  await thrice;
  await retention.stop();
  await connection.close();
  expect(swept[0]).toBeGreaterThanOrEqual(24 * 3_600_000);
  expect(new Set(swept).size).toBe(1);
});
