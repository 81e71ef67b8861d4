import { expect, it } from '@jest/globals';
import { createFailureLog } from './failure-log.js';

it('a failure is new the first time, when it becomes another one, and after a success', () => {
  const log = createFailureLog();
  const one = new Error('one');
  expect([log.isNew(one), log.isNew(one), log.isNew(new Error('other')), log.isNew(one)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
  log.succeeded();
  expect(log.isNew(one)).toBe(true);
});
