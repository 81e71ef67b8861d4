import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readHead } from '../listener/envelope.js';
import { DESK, openTestDesk, silent, type TestDesk } from '../test-support/test-desk.js';
import { startIntake } from './intake.js';
import { until } from '../../engine/test-support/until.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.close());

const keep = async (id: string, body = 'Text'): Promise<void> => {
  const raw = Buffer.from(`From: anna@example.com\r\nMessage-ID: <${id}@x>\r\n${body}`);
  const head = await readHead(raw);
  await desk.store.incomingEmails.accept(
    [{ ...head, desk: 'profman', recipient: DESK, sender: 'a@x', raw }],
    new Date(),
  );
};
const withFile = 'Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF';

/** Resolves when no mail waits any more. `hurry`: a statement that makes pauses short. */
async function allRead(hurry = 'select'): Promise<void> {
  await until(async () => {
    await desk.pool.query(hurry);
    return (await desk.store.prisma.incomingEmail.count({ where: { state: 'received' } })) === 0;
  });
}

describe('the intake', () => {
  it('reads what waits in the order in which it came, and what comes while it runs', async () => {
    await keep('one', 'Subject: one\r\n\r\nText');
    await keep('two', 'Subject: two\r\n\r\nText');
    const named = new Set<string>();
    const stop = desk.store.changes.follow((changes) => {
      if (changes === 'lost') return;
      for (const { topic, keys } of changes) if (topic === 'mail') for (const key of keys) named.add(key);
    });
    const intake = startIntake({ store: desk.store, attachments: desk.attachments, logger: silent });
    await allRead();
    const [first] = await desk.store.prisma.incomingEmail.findMany({ orderBy: { id: 'asc' }, take: 1 });
    await until(() => Promise.resolve(named.has(`in-${first!.id}`)), 5_000);
    stop();
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
    const mails = await desk.store.prisma.incomingEmail.findMany({
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

  it('gives up a mail that ends every process that reads it, until somebody wants it read again; the next one does not wait', async () => {
    await keep('deadly', 'Subject: deadly\r\n\r\nText');
    for (let i = 0; i < 5; i += 1) {
      await desk.store.incomingEmails.take();
      await desk.pool.query(`update incoming_mail set retry_at = 'epoch' where state = 'received'`);
    }
    await keep('next', 'Subject: next\r\n\r\nText');
    const intake = startIntake({ store: desk.store, attachments: desk.attachments, logger: silent, pollMs: 20 });
    await allRead();
    const mails = await desk.store.prisma.incomingEmail.findMany({
      where: { messageId: { in: ['<deadly@x>', '<next@x>'] } },
      orderBy: { id: 'asc' },
    });
    expect(mails).toMatchObject([{ state: 'failed', reason: 'reading it never ends' }, { state: 'ticket' }]);
    expect(await desk.store.incomingEmails.readAgain(mails[0]!.id)).toBe(true);
    expect(await desk.store.incomingEmails.readAgain(mails[1]!.id)).toBe(false);
    await allRead();
    await intake.stop();
    const again = await desk.store.prisma.incomingEmail.findUnique({ where: { id: mails[0]!.id } });
    expect(again).toMatchObject({ state: 'ticket', reason: null });
  });

  it('never gives up a mail that fails for another reason, however long; it says each reason once', async () => {
    const said: unknown[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => said.push(JSON.parse(line)) });
    let failures = 3;
    const attachments: typeof desk.attachments = {
      ...desk.attachments,
      put: (content) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : desk.attachments.put(content)),
    };
    await keep('patient', withFile);
    await desk.pool.query(`update incoming_mail set attempts = 5000 where message_id = '<patient@x>'`);
    const intake = startIntake({ store: desk.store, attachments, logger, pollMs: 20 });
    await allRead(`update incoming_mail set retry_at = 'epoch' where state = 'received' and reason is not null`);
    await intake.stop();
    const mail = await desk.store.prisma.incomingEmail.findFirst({ where: { messageId: '<patient@x>' } });
    expect(mail).toMatchObject({ state: 'ticket', attempts: 5_004 });
    expect(said).toMatchObject([{ msg: 'a mail could not be read yet', err: { message: 'disk full' } }]);
  });

  it('counts no reading as unfinished because its failure could not be noted at once', async () => {
    let failures = 6;
    const attachments: typeof desk.attachments = {
      ...desk.attachments,
      put: (content) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : desk.attachments.put(content)),
    };
    const asked = new Set<number>();
    const incomingEmails: typeof desk.store.incomingEmails = {
      ...desk.store.incomingEmails,
      retry(id, reason, afterMs) {
        if (asked.has(afterMs)) return desk.store.incomingEmails.retry(id, reason, afterMs);
        asked.add(afterMs);
        return Promise.reject(new Error('database away'));
      },
    };
    await keep('unnoted', withFile);
    const intake = startIntake({ store: { ...desk.store, incomingEmails }, attachments, logger: silent, pollMs: 20 });
    await allRead(`update incoming_mail set retry_at = 'epoch' where state = 'received'`);
    await intake.stop();
    const mail = await desk.store.prisma.incomingEmail.findFirst({ where: { messageId: '<unnoted@x>' } });
    expect(mail).toMatchObject({ state: 'ticket', attempts: 7 });
  });
});
