import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHead } from '../listener/envelope.js';
import { DESK, openTestDesk, silent, type TestDesk } from '../test-support/test-desk.js';
import { startIntake } from './intake.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.close());

const keep = async (id: string, body = 'Text'): Promise<void> => {
  const raw = Buffer.from(`From: anna@example.com\r\nMessage-ID: <${id}@x>\r\n${body}`);
  const head = await readHead(raw);
  await desk.store.incomingMails.accept(
    [{ ...head, desk: 'profman', recipient: DESK, sender: 'a@x', raw }],
    new Date(),
  );
};
const withFile = 'Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF';

/** Resolves when no mail waits any more. `hurry`: a statement that makes pauses short. */
async function allRead(hurry = 'select'): Promise<void> {
  while ((await desk.store.prisma.incomingMail.count({ where: { state: 'received' } })) > 0) {
    await desk.pool.query(hurry);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the intake', () => {
  it('reads what waits in the order in which it came, and what comes while it runs', async () => {
    await keep('one', 'Subject: one\r\n\r\nText');
    await keep('two', 'Subject: two\r\n\r\nText');
    const intake = startIntake({ store: desk.store, attachments: desk.attachments, logger: silent });
    await allRead();
    await keep('three', 'Subject: three\r\n\r\nText');
    intake.nudge();
    await allRead();
    await intake.stop();
    const tickets = await desk.store.prisma.ticket.findMany({ orderBy: { id: 'asc' } });
    expect(tickets.map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
  });

  it('tries again what it could not read, and the next mail does not wait for it', async () => {
    let failures = 2;
    const attachments: typeof desk.attachments = {
      ...desk.attachments,
      put: (content) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : desk.attachments.put(content)),
    };
    await keep('file', withFile);
    await keep('plain', 'Subject: plain\r\n\r\nText');
    const intake = startIntake({ store: desk.store, attachments, logger: silent, pollMs: 20 });
    await allRead();
    await intake.stop();
    const mails = await desk.store.prisma.incomingMail.findMany({
      where: { messageId: { in: ['<file@x>', '<plain@x>'] } },
      include: { ticket: true },
      orderBy: { id: 'asc' },
    });
    expect(mails).toMatchObject([
      { state: 'ticket', attempts: 3, reason: null },
      { state: 'ticket', attempts: 1 },
    ]);
    expect(mails[1]!.ticketId!).toBeLessThan(mails[0]!.ticketId!);
  });

  it('gives up a mail that ends every process that reads it, or fails every time; the next one does not wait', async () => {
    await keep('deadly', 'Subject: deadly\r\n\r\nText');
    await keep('broken', withFile);
    for (let i = 0; i < 5; i += 1) {
      await desk.store.incomingMails.take();
      await desk.pool.query(`update incoming_mail set retry_at = 'epoch' where state = 'received'`);
    }
    await desk.pool.query(`update incoming_mail set attempts = 98, unfinished = 0 where message_id = '<broken@x>'`);
    await keep('next', 'Subject: next\r\n\r\nText');
    const attachments = { ...desk.attachments, put: () => Promise.reject(new Error('disk full')) };
    const intake = startIntake({ store: desk.store, attachments, logger: silent, pollMs: 20 });
    await allRead(`update incoming_mail set retry_at = 'epoch' where state = 'received' and reason is not null`);
    await intake.stop();
    const mails = await desk.store.prisma.incomingMail.findMany({
      where: { messageId: { in: ['<deadly@x>', '<broken@x>', '<next@x>'] } },
      orderBy: { id: 'asc' },
    });
    expect(mails).toMatchObject([
      { state: 'failed', reason: 'reading it never ends' },
      { state: 'failed', reason: 'Given up after 100 attempts: disk full' },
      { state: 'ticket' },
    ]);
  });
});
