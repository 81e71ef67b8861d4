import { expect, it } from '@jest/globals';
import { restartDelay } from './backoff.js';

it('waits longer after each failure, up to five seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(restartDelay)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});
