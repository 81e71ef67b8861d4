import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComposedEmail, StoredEmail } from '../index.js';
import type { TestStore } from '../../engine/test-support/test-store.js';
import { openTestDesk, registerTicket } from '../test-support/test-desk.js';
import { MAX_AUTOMATIC_EMAILS } from './automatic-emails.js';

let test: TestStore;
beforeAll(async () => {
  test = await openTestDesk();
});
afterAll(() => test.close());

const START = new Date('2025-06-11T09:00:00Z');
const minutesLater = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

const register = async (email: string): Promise<bigint> =>
  (await registerTicket(test, { requester: { email }, at: START })).ticket;

let waits = 0;
/** Writes an email about a ticket. */
const write = async (ticket: bigint, recipient: string, more: Partial<ComposedEmail> = {}): Promise<StoredEmail> => {
  waits += 1;
  const wait = `w${String(waits)}`;
  const { instance } = await test.one<{ instance: string }>('select instance from tickets where id = $1', ticket);
  return test.store.outgoingEmails.write({
    ...{ messageId: `<${wait}@x>`, ticket, desk: 'profman', instance: BigInt(instance), wait },
    ...{ template: 'confirmation', sender: 'desk@x', recipient, subject: '', text: '', raw: Buffer.from('x') },
    ...{ writtenAt: START, ...more },
  });
};

/** Lets a ticket have come, or gone on, by a mail. */
const mailed = (ticket: bigint, quiet: boolean) =>
  test.pool.query(
    `insert into incoming_mail (desk, identity, recipient, sender, from_text, subject, raw, size, received_at, state, ticket_id, quiet, quiet_reason)
     values ('profman', gen_random_uuid(), '', '', '', '', '', 0, now(), 'ticket', $1, $2, 'list')`,
    [ticket, quiet],
  );

describe('automatic emails', () => {
  it('to one address are limited within an hour, however many are written at once; the others are kept and never sent', async () => {
    const ticket = await register('anna@example.com');
    const emails = await Promise.all(
      Array.from({ length: MAX_AUTOMATIC_EMAILS + 3 }, (_, i) =>
        write(ticket, i % 2 ? 'anna@example.com' : 'ANNA@example.com'),
      ),
    );
    const limited = emails.filter(({ state }) => state === 'limited');
    expect(limited).toHaveLength(3);
    expect(await test.store.outgoingEmails.take(limited[0]!)).toBeUndefined();
    expect(await write(ticket, 'boris@example.com')).toMatchObject({ state: 'pending' });
    expect(await write(ticket, 'anna@example.com', { writtenAt: minutesLater(59) })).toMatchObject({
      state: 'limited',
    });
    expect(await write(ticket, 'anna@example.com', { writtenAt: minutesLater(60) })).toMatchObject({
      state: 'pending',
    });
  });

  it('are not limited by emails that somebody wrote, which are always sent', async () => {
    const ticket = await register('vera@example.com');
    const written = { template: 'closing' };
    for (let i = 0; i <= MAX_AUTOMATIC_EMAILS; i += 1) {
      expect(await write(ticket, 'vera@example.com', written)).toMatchObject({ state: 'pending' });
    }
    expect(await write(ticket, 'vera@example.com')).toMatchObject({ state: 'pending' });
  });

  it('are not sent in answer to a mail that asks for none', async () => {
    const ticket = await register('machine@example.com');
    await mailed(ticket, true);
    const kept = await write(ticket, 'machine@example.com');
    expect(kept).toMatchObject({ state: 'unwanted' });
    expect(kept.error).toBe('list');
    expect(await test.store.outgoingEmails.take(kept)).toBeUndefined();
    expect(await write(ticket, 'machine@example.com', { template: 'closing' })).toMatchObject({ state: 'pending' });
    await mailed(ticket, false);
    expect(await write(ticket, 'machine@example.com')).toMatchObject({ state: 'pending' });
  });
});
