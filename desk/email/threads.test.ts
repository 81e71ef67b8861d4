import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPackFolder } from '../packs/read-folder.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  await test.store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
});
afterAll(() => test.close());

describe('the ticket that a mail is about', () => {
  it('stays open until the transaction that found it open has ended', async () => {
    const registered = await test.store.tickets.register({
      desk: 'profman',
      subject: 'Subject',
      text: '',
      requester: { email: 'anna@example.com' },
      at: new Date(),
      author: { kind: 'system', name: 'test' },
      source: 'test',
      sourceHash: '',
    });
    if (registered.answer !== 'registered') throw new Error(registered.reason);
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
