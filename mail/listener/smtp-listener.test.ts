import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { DESK, openTestDesk, silent, type TestDesk } from '../test-support/test-desk.js';
import { startListener, type Listener } from './smtp-listener.js';

const MAX_BYTES = 100_000;

let desk: TestDesk;
let listener: Listener;
let arrived = 0;
const start = (store = desk.store, sparePort?: number, port = 0): Promise<Listener> =>
  startListener({
    ...{ store, port, sparePort },
    ...{ logger: silent, host: '127.0.0.1', maxBytes: MAX_BYTES, arrived: () => (arrived += 1) },
  });

beforeAll(async () => {
  desk = await openTestDesk();
  listener = await start();
});
afterAll(async () => {
  await listener.close();
  await desk.close();
});

const send = async (raw: string, to: readonly string[], from = 'anna@example.com', port = listener.port) => {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    return await transport.sendMail({ envelope: { from, to: [...to] }, raw });
  } finally {
    transport.close();
  }
};
const kept = (subject: string) => desk.store.prisma.incomingEmail.findMany({ where: { subject } });

describe('the SMTP listener', () => {
  it('accepts a mail once it is kept, whole and with its envelope', async () => {
    const raw = 'From: Anna <anna@example.com>\r\nMessage-ID: <1@example.com>\r\nSubject: Kept\r\n\r\nText\r\n';
    await send(raw, [DESK.toUpperCase()]);
    const [mail, ...others] = await kept('Kept');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ desk: 'profman', messageId: '<1@example.com>', state: 'received' });
    expect(mail).toMatchObject({ sender: 'anna@example.com', fromText: '"Anna" <anna@example.com>' });
    expect(Buffer.from(mail!.raw).toString()).toBe(raw);
    expect(arrived).toBe(1);
  });

  it('accepts a repeated delivery and keeps it once', async () => {
    const raw = 'Message-ID: <2@example.com>\r\nSubject: Twice\r\n\r\nText\r\n';
    await send(raw, [DESK]);
    await send(raw, [DESK, DESK.toUpperCase()]);
    expect(await kept('Twice')).toHaveLength(1);
  });

  it('keeps each of several mails under one Message-ID', async () => {
    const raw = 'Message-ID: <same@example.com>\r\nSubject: Same\r\n\r\nText';
    await send(raw, [DESK]);
    await send(`Received: from elsewhere\r\n${raw}`, [DESK]);
    await send(`${raw} of another`, [DESK]);
    await send('Message-ID: <>\r\nSubject: Same\r\n\r\none', [DESK]);
    await send('Message-ID: <>\r\nSubject: Same\r\n\r\ntwo', [DESK]);
    const ids = (await kept('Same')).map(({ messageId }) => messageId);
    expect(ids).toEqual(['<same@example.com>', '<same@example.com>', null, null]);
  });

  it('knows what was accepted when a Message-ID was all there was to compare', async () => {
    await send('Message-ID: <old@example.com>\r\nSubject: Old\r\n\r\nText', [DESK]);
    await desk.pool.query('update incoming_mail set identity = message_id where message_id = $1', [
      '<old@example.com>',
    ]);
    await send('Message-ID: <old@example.com>\r\nSubject: Old\r\n\r\nText', [DESK]);
    expect(await kept('Old')).toHaveLength(1);
  });

  it('takes bounces, which have no sender', async () => {
    await send('Subject: Undelivered\r\n\r\nText\r\n', [DESK], '');
    expect(await kept('Undelivered')).toMatchObject([{ sender: '' }]);
  });

  it('refuses recipients that are no desk, and keeps the mail for those that are', async () => {
    await expect(send('Subject: Lost\r\n\r\nText', ['nobody@profman.ru'])).rejects.toMatchObject({ responseCode: 550 });
    const { rejected } = await send('Subject: Half\r\n\r\nText', ['nobody@profman.ru', DESK]);
    expect(rejected).toEqual(['nobody@profman.ru']);
    expect(await kept('Half')).toHaveLength(1);
  });

  it('refuses mail that is too large, announced or not, and keeps nothing of it', async () => {
    const large = `Subject: Large\r\n\r\n${'text\r\n'.repeat(MAX_BYTES / 5)}`;
    await expect(send(large, [DESK])).rejects.toMatchObject({ responseCode: 552 });
    const said = await talk([`MAIL FROM:<a@b.org>`, `RCPT TO:<${DESK}>`, 'DATA', `${large}\r\n.`, 'QUIT']);
    expect(said).toMatch(/^552/m);
    expect(await kept('Large')).toEqual([]);
  });

  it('asks to come again while too much mail is on its way at the same time', async () => {
    let keepAll: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keepAll = resolve));
    const other = await start({ ...desk.store, incomingEmails: { ...desk.store.incomingEmails, accept: () => kept } });
    const large = `Subject: Full\r\n\r\n${'x'.repeat(MAX_BYTES - 1_000)}`;
    const sent = Array.from({ length: 5 }, () => send(large, [DESK], 'a@b.org', other.port));
    // One address has all but the room of one mail.
    const two = new Promise<void>((resolve) => {
      let refusals = 0;
      for (const one of sent) one.catch(() => (refusals += 1) === 2 && resolve());
    });
    await expect(Promise.race(sent)).rejects.toMatchObject({ responseCode: 452 });
    await two;
    keepAll();
    const states = (await Promise.allSettled(sent)).map(({ status }) => status);
    expect(states.sort()).toEqual([...Array.from({ length: 3 }, () => 'fulfilled'), 'rejected', 'rejected']);
    await other.close();
  });

  it('asks to come again while mail cannot be kept', async () => {
    const down = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const store = { ...desk.store, incomingEmails: { ...desk.store.incomingEmails, accept: down } };
    const other = await start(store);
    await expect(send('Subject: Later\r\n\r\nText', [DESK], 'a@b.org', other.port)).rejects.toMatchObject({
      responseCode: 451,
    });
    await other.close();
  });

  it('asks to come again while there is no desk at all', async () => {
    const store = { ...desk.store, packs: { ...desk.store.packs, current: () => Promise.resolve([]) } };
    const other = await start(store);
    await expect(send('Subject: Early\r\n\r\nText', [DESK], 'a@b.org', other.port)).rejects.toMatchObject({
      responseCode: 451,
    });
    await other.close();
  });

  it('takes its spare port where the other one is taken, and fails without one', async () => {
    const other = await start(desk.store, 0, listener.port);
    expect(other.port).not.toBe(listener.port);
    await other.close();
    await expect(start(desk.store, undefined, listener.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** Says these lines, each after the reply to the one before; answers all replies. */
function talk(lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const waiting = ['HELO test', ...lines];
    let said = '';
    const socket = connect(listener.port, '127.0.0.1');
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
    socket.on('data', (data) => {
      said += data.toString();
      const next = waiting.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
    });
  });
}
