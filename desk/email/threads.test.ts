import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestStore } from '../../engine/test-support/test-store.js';
import { openTestDesk, registerTicket } from '../test-support/test-desk.js';

let test: TestStore;
beforeAll(async () => {
  test = await openTestDesk();
});
afterAll(() => test.close());

describe('the ticket that a mail is about', () => {
  it('stays open until the transaction that found it open has ended', async () => {
    const registered = await registerTicket(test);
    const end = (client: { query(text: string): Promise<unknown> }) =>
      client.query(`update process_instances set status = 'completed'`);
    const [reading, closing] = [await test.pool.connect(), await test.pool.connect()];
    try {
      await reading.query('begin');
      expect(await test.store.threads.byNumbers(reading, 'profman', [registered.number])).toMatchObject({ open: true });
      await closing.query(`set lock_timeout = '100ms'`);
      await expect(end(closing)).rejects.toThrow('lock timeout');
      await reading.query('commit');
      await end(closing);
      expect(await test.store.threads.byNumbers(reading, 'profman', [registered.number])).toMatchObject({
        open: false,
      });
    } finally {
      reading.release();
      closing.release(true);
    }
  });
});
