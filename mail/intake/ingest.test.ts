import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPackFolder } from '../../desk/index.js';
import { readHead } from '../listener/envelope.js';
import { DESK, openTestDesk, type TestDesk } from '../test-support/test-desk.js';
import { ingest } from './ingest.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.close());

/** Keeps a mail as the listener does. */
async function keep(raw: string | Buffer, sender = 'anna@example.com'): Promise<void> {
  const bytes = Buffer.from(raw);
  const head = await readHead(bytes);
  const mail = { ...head, desk: 'profman', recipient: DESK, sender, raw: bytes };
  await desk.store.incomingEmails.accept([mail], new Date());
}

/** Keeps a mail and reads it. */
async function take(raw: string | Buffer, sender?: string) {
  await keep(raw, sender);
  return desk.readNext();
}

const mail = (id: string, headers: readonly string[] = [], body = 'Text'): string =>
  ['From: Anna <anna@example.com>', `Message-ID: <${id}@example.com>`, ...headers, '', body].join('\r\n');

let letters = 0;
/** Takes a mail of somebody else. */
const from = (author: string, headers: readonly string[]) => {
  letters += 1;
  const id = headers.some((line) => line.startsWith('Message-ID')) ? [] : [`Message-ID: <from-${String(letters)}@x>`];
  return take([`From: ${author}`, ...id, ...headers, '', 'Text'].join('\r\n'), author);
};

const ticketOf = (id: bigint | undefined) => desk.store.prisma.ticket.findUniqueOrThrow({ where: { id: id! } });
const countTickets = () => desk.store.prisma.ticket.count();

describe('a mail to the desk', () => {
  it('becomes a ticket with its process, subject, text and author', async () => {
    const outcome = await take(mail('plain', ['Subject: Printer'], 'It does not print.'));
    expect(outcome).toMatchObject({ state: 'ticket' });
    const ticket = await ticketOf(outcome?.ticket);
    expect(ticket).toMatchObject({
      subject: 'Printer',
      text: 'It does not print.',
      requesterEmail: 'anna@example.com',
      requesterName: 'Anna',
      channel: 'mail',
    });
    const instance = await desk.store.prisma.processInstance.findUniqueOrThrow({ where: { number: ticket.instance } });
    expect(instance).toMatchObject({ status: 'active', businessId: ticket.number });
  });

  it('is taken in once, however often it is delivered or read', async () => {
    const before = await countTickets();
    await keep(mail('twice'));
    await keep(mail('twice'));
    const waiting = (await desk.store.incomingEmails.take())!;
    const deps = { store: desk.store, attachments: desk.attachments };
    const outcomes = await Promise.all([ingest(deps, waiting), ingest(deps, waiting), ingest(deps, waiting)]);
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
    expect(await countTickets()).toBe(before + 1);
    expect(await desk.readNext()).toBeUndefined();
  });

  it('is told from others by its content where it has no Message-ID', async () => {
    const before = await countTickets();
    const bare = 'From: anna@example.com\r\nSubject: Bare\r\n\r\nText';
    await keep(bare);
    await keep(bare);
    await keep(`${bare} of another`);
    await desk.readNext();
    await desk.readNext();
    expect(await desk.readNext()).toBeUndefined();
    expect(await countTickets()).toBe(before + 2);
  });

  it('is taken in also with characters that the database does not have, wherever they stand', async () => {
    const raw = [
      ...[
        'From: =?utf-8?Q?An=00na?= <anna@example.com>',
        'Message-ID: <nul@example.com>',
        'Subject: =?utf-8?Q?N=00UL?=',
      ],
      ...['In-Reply-To: <a\0@x> <\0b@x>', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', ''],
      ...['--b', 'Content-Type: text/plain; charset=utf-8', '', 'be\0fore', '--b', 'Content-Type: image/png'],
      ...['Content-Disposition: attachment; filename="a=?utf-8?Q?=00?=.png"', '', 'x', '--b--', ''],
    ].join('\r\n');
    const ticket = await ticketOf((await take(raw))?.ticket);
    expect(ticket).toMatchObject({ subject: 'NUL', text: 'before', requesterName: 'Anna' });
    const away = await take(mail('nul-2', ['Auto-Submitted: auto-replied'], 'about <nul\0@example.com>'));
    expect(away).toMatchObject({ state: 'ignored' });
  });

  it('keeps whole characters where its text or subject is cut', async () => {
    const ticket = await ticketOf((await take(mail('cut', [], `${'a'.repeat(499)}\u{1f600}`)))?.ticket);
    expect(ticket.subject).toBe(`${'a'.repeat(499)}\u{fffd}`);
    const long = `${'a'.repeat(3_999)}\u{1f600}`;
    expect(await take(mail('cut-2', ['In-Reply-To: <cut@example.com>'], long))).toMatchObject({ state: 'comment' });
    const [message] = await desk.store.prisma.message.findMany({ where: { correlationKey: ticket.id.toString() } });
    expect(message?.variables).toMatchObject({ text: `${'a'.repeat(3_999)}\u{fffd}` });
  });

  it('keeps Cyrillic headers, texts and file names in old and new encodings', async () => {
    const koi8 = Buffer.concat([
      Buffer.from(
        [
          'From: =?koi8-r?B?4c7OwQ==?= <anna@example.com>',
          'Message-ID: <koi8@example.com>',
          'Subject: =?koi8-r?B?79vJwsvB?=',
          'MIME-Version: 1.0',
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          'Content-Type: text/plain; charset=koi8-r',
          'Content-Transfer-Encoding: 8bit',
          '',
          '',
        ].join('\r\n'),
      ),
      Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]),
      Buffer.from(
        [
          '',
          '--b',
          'Content-Type: image/png',
          "Content-Disposition: attachment; filename*=UTF-8''%D0%A1%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA.png",
          'Content-Transfer-Encoding: base64',
          '',
          'iVBORw==',
          '--b--',
          '',
        ].join('\r\n'),
      ),
    ]);
    const ticket = await ticketOf((await take(koi8))?.ticket);
    expect(ticket).toMatchObject({ subject: 'Ошибка', text: 'Привет', requesterName: 'Анна' });
    const [file] = await desk.store.prisma.attachment.findMany({ where: { ticketId: ticket.id } });
    expect(file).toMatchObject({ name: 'Снимок.png', mediaType: 'image/png', size: 4 });
    expect(Buffer.from(await desk.attachments.get(file!.hash)).toString('base64')).toBe('iVBORw==');
  });

  it('has its first line for a subject where it has none, and answers go where its author wants them', async () => {
    const outcome = await take(mail('bare', ['Reply-To: office@example.net'], '\r\n  Hello there\r\nmore'));
    expect(await ticketOf(outcome?.ticket)).toMatchObject({
      subject: 'Hello there',
      requesterEmail: 'office@example.net',
    });
  });

  it('is read also where its text is HTML alone, beside a file', async () => {
    const html = [
      ...['From: anna@example.com', 'Message-ID: <html@example.com>', 'Subject: Html', 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/html; charset=utf-8', ''],
      ...['<p>Не <b>печатает</b></p><script>alert(1)</script><table><tr><td>Дом</td><td>12</td></tr></table>'],
      ...['<img src="http://example.com/x.png"><img alt="Печать" src="cid:1">', '--b', 'Content-Type: text/plain'],
      ...['Content-Disposition: attachment; filename=a.txt', '', 'abc', '--b--', ''],
    ].join('\r\n');
    expect(await ticketOf((await take(html))?.ticket)).toMatchObject({ text: 'Не печатает\n\nДом 12\n\nПечать' });
  });

  it.each([
    ['windows-1251', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
    ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]],
    ['unheard-of', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
    ['utf-8', [...Buffer.from('Привет')]],
  ])('is read also where its header has letters of %s as they are', async (charset, bytes) => {
    const raw = Buffer.concat([
      Buffer.from(`From: a@b.org\r\nMessage-ID: <raw-${charset}@x>\r\nSubject: `),
      Buffer.from(bytes),
      Buffer.from(`\r\nContent-Type: text/plain; charset=${charset}\r\n\r\ntext`),
    ]);
    expect((await readHead(raw)).subject).toBe('Привет');
    expect(await ticketOf((await take(raw))?.ticket)).toMatchObject({ subject: 'Привет', text: 'text' });
  });

  it('keeps mails inside it as files, and no folders in the names of files', async () => {
    const nested = [
      ...['From: anna@example.com', 'Message-ID: <nested@example.com>', 'Subject: Nested', 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'Outer'],
      ...['--b', 'Content-Type: message/rfc822', 'Content-Disposition: inline', '', 'Subject: Inner', '', 'Inner'],
      ...['--b', 'Content-Type: text/plain', 'Content-Disposition: attachment; filename="../../etc/passwd"', ''],
      ...['root', '--b--', ''],
    ].join('\r\n');
    const ticket = await ticketOf((await take(nested))?.ticket);
    expect(ticket).toMatchObject({ subject: 'Nested', text: 'Outer' });
    const files = await desk.store.prisma.attachment.findMany({
      where: { ticketId: ticket.id },
      orderBy: { id: 'asc' },
    });
    expect(files.map(({ name }) => name)).toEqual(['message.eml', 'passwd']);
  });

  it('without any author is answered to its envelope sender', async () => {
    const outcome = await take('Subject: x\r\n\r\ntext', 'nameless@example.com');
    expect(await ticketOf(outcome?.ticket)).toMatchObject({ requesterEmail: 'nameless@example.com' });
  });
});

describe('a mail that asks for no automatic answers', () => {
  const suppress = 'X-Auto-Response-Suppress: All';
  const lastMail = () => desk.store.prisma.incomingEmail.findFirstOrThrow({ orderBy: { id: 'desc' } });

  it('becomes a ticket or a comment as any other, and its wish is kept', async () => {
    const first = await take(mail('hush', ['Subject: Hush', suppress]));
    expect(first).toMatchObject({ state: 'ticket' });
    expect(await lastMail()).toMatchObject({ ticketId: first!.ticket, quiet: true, quietReason: 'asks for none' });
    expect(await take(mail('hush-2', ['In-Reply-To: <hush@example.com>', suppress]))).toMatchObject({
      state: 'comment',
    });
    expect(await lastMail()).toMatchObject({ quiet: true });
    await take(mail('hush-3', ['In-Reply-To: <hush@example.com>']));
    expect(await lastMail()).toMatchObject({ quiet: false });
  });
});

describe('an answer', () => {
  it('is a comment when it is in the thread, or has the number in its subject', async () => {
    const first = await take(mail('thread', ['Subject: A matter']));
    const ticket = await ticketOf(first?.ticket);
    const before = await countTickets();
    const inThread = await take(mail('answer-1', ['Subject: Re: A matter', 'In-Reply-To: <thread@example.com>']));
    const byReferences = await take(mail('answer-2', ['References: <else@example.com> <answer-1@example.com>']));
    const byNumber = await take(mail('answer-3', [`Subject: Fwd: [${ticket.number}] anything`]));
    for (const outcome of [inThread, byReferences, byNumber]) {
      expect(outcome).toEqual({ state: 'comment', ticket: ticket.id });
    }
    expect(await countTickets()).toBe(before);
    const events = await desk.store.prisma.ticketEvent.findMany({ where: { ticketId: ticket.id, kind: 'comment' } });
    expect(events).toHaveLength(3);
  });

  it('lets a process that waits for it go on, from participants, and from who has our own email', async () => {
    const first = await take(mail('waits', ['Subject: Waits', 'Cc: Dora <Dora@x.org>, group: eva@x.org;']));
    const ticket = await ticketOf(first?.ticket);
    const heard = () => desk.store.prisma.message.count({ where: { correlationKey: ticket.id.toString() } });
    const comment = { state: 'comment', ticket: ticket.id };
    expect(await from('ANNA@example.com', [`Subject: ${ticket.number}`])).toEqual(comment);
    expect(await from('dora@x.org', ['In-Reply-To: <waits@example.com>', 'Cc: fay@x.org'])).toEqual(comment);
    expect(await from('eva@x.org', [`Subject: ${ticket.number}`])).toEqual(comment);
    expect(await from('fay@x.org', [`Subject: ${ticket.number}`])).toEqual(comment);
    await desk.store.prisma.outgoingEmail.create({
      data: {
        ...{ messageId: '<random@profman.ru>', ticketId: ticket.id, desk: 'profman', instance: 0n, wait: 'w' },
        ...{
          template: '',
          sender: '',
          recipient: '',
          subject: '',
          text: '',
          raw: Buffer.from(''),
          writtenAt: new Date(),
        },
      },
    });
    expect(await from('forwarded@x.org', ['References: <a@b> <random@profman.ru>'])).toEqual(comment);
    expect(await from('forwarded@x.org', [`Subject: ${ticket.number}`])).toEqual(comment);
    expect(await heard()).toBe(6);
  });

  it('of somebody of the staff belongs to the ticket', async () => {
    const ticket = await ticketOf((await take(mail('staff', ['Subject: Staff'])))?.ticket);
    const at = new Date();
    const user = { displayName: 'Agent', passwordHash: '', roles: [], createdAt: at, changedAt: at };
    await desk.store.prisma.user.create({ data: { ...user, id: 'g', username: 'g', email: 'Agent@profman.ru' } });
    expect(await from('agent@profman.ru', [`Subject: ${ticket.number}`])).toMatchObject({ state: 'comment' });
    await desk.store.prisma.user.update({ where: { id: 'g' }, data: { active: false, email: 'former@profman.ru' } });
    expect(await from('former@profman.ru', [`Subject: ${ticket.number}`])).toMatchObject({ state: 'ticket' });
  });

  it('to a closed ticket repeats it under its subject, and a further one is about the repetition', async () => {
    const first = await take(mail('over', ['Subject: A matter that is over']));
    const ticket = await ticketOf(first?.ticket);
    await desk.store.prisma.processInstance.update({
      where: { number: ticket.instance },
      data: { status: 'completed' },
    });
    const again = await take(mail('over-2', ['Subject: Re: [ISS-1] Closed', 'In-Reply-To: <over@example.com>']));
    expect(await ticketOf(again?.ticket)).toMatchObject({ previousId: ticket.id, subject: 'A matter that is over' });
    const once = await take(mail('over-3', ['In-Reply-To: <over@example.com>']));
    expect(once).toEqual({ state: 'comment', ticket: again?.ticket });
  });

  it('to something unknown, or with a number that no ticket has, is a new ticket', async () => {
    const outcome = await take(mail('stray', ['In-Reply-To: <nobody@nowhere>', 'Subject: Re: ISS-99999']));
    expect(outcome).toMatchObject({ state: 'ticket' });
  });
});

describe('a stranger who names a ticket', () => {
  const close = (instance: bigint) =>
    desk.store.prisma.processInstance.update({ where: { number: instance }, data: { status: 'completed' } });
  const events = (ticket: bigint, kind: string) =>
    desk.store.prisma.ticketEvent.findMany({ where: { ticketId: ticket, kind } });

  it.each([
    ['by its number', (number: string) => [`Subject: Re: [${number}] Private`]],
    ['by a Message-ID that others know', () => ['Subject: Mine', 'References: <private@example.com>']],
    ['answering the requester by Reply-To', (number: string) => [`Subject: ${number}`, 'Reply-To: anna@example.com']],
  ])('%s gets a ticket of his own, and the other one tells of it', async (_, headers) => {
    const first = await take(mail('private', ['Subject: Private']));
    const ticket = await ticketOf(
      first?.ticket ?? (await desk.store.prisma.ticket.findFirst({ where: { subject: 'Private' } }))!.id,
    );
    const before = (await events(ticket.id, 'mentioned')).length;
    const own = await ticketOf((await from('boris@x.org', headers(ticket.number)))?.ticket);
    expect(own).toMatchObject({ previousId: null, mentionsId: ticket.id });
    expect(own.subject).toBe(headers(ticket.number)[0]!.replace('Subject: ', ''));
    const told = await events(ticket.id, 'mentioned');
    expect(told).toHaveLength(before + 1);
    expect(told.at(-1)).toMatchObject({ content: { ticket: own.id.toString(), number: own.number } });
    expect(await events(ticket.id, 'comment')).toEqual([]);
  });

  it('vouches for nobody, himself included, and the requester can still answer after its end', async () => {
    const ticket = await ticketOf((await take(mail('vouch', ['Subject: Vouch'])))?.ticket);
    const own = await from('boris@x.org', [`Subject: ${ticket.number}`, 'Message-ID: <b1@x.org>']);
    expect(await from('boris@x.org', ['In-Reply-To: <b1@x.org>'])).toEqual({ state: 'comment', ticket: own!.ticket });
    await close(ticket.instance);
    const late = await ticketOf((await from('carl@x.org', [`Subject: ${ticket.number}`]))?.ticket);
    expect(late).toMatchObject({ previousId: null, mentionsId: ticket.id, subject: ticket.number });
    const again = await ticketOf((await take(mail('vouch-2', ['In-Reply-To: <vouch@example.com>'])))?.ticket);
    expect(again).toMatchObject({ previousId: ticket.id, mentionsId: null });
    expect(await take(mail('vouch-3', [`Subject: ${ticket.number}`]))).toEqual({ state: 'comment', ticket: again.id });
  });

  it('comments on an open one where the desk wants it, which is marked and heard by no process', async () => {
    const pack = await readPackFolder('regulations/packs/profman', 'regulations/calendars');
    const desks = pack.pack.desks.map((each) => ({ ...each, strangers: 'comment' as const }));
    await desk.store.packs.install({ ...pack, pack: { ...pack.pack, desks } });
    const ticket = await ticketOf((await take(mail('joins', ['Subject: Joins'])))?.ticket);
    const stranger = { state: 'comment', ticket: ticket.id, trusted: false };
    expect(await from('boris@x.org', [`Subject: ${ticket.number}`, 'Message-ID: <j1@x.org>'])).toEqual(stranger);
    expect(await from('boris@x.org', ['In-Reply-To: <j1@x.org>'])).toEqual(stranger);
    expect(await desk.store.prisma.message.count({ where: { correlationKey: ticket.id.toString() } })).toBe(0);
    const [comment] = await events(ticket.id, 'comment');
    expect(comment).toMatchObject({ content: { text: 'Text', internal: false, outside: true } });
    await close(ticket.instance);
    expect(await from('boris@x.org', [`Subject: ${ticket.number}`])).toMatchObject({ state: 'ticket' });
    await desk.store.packs.install(pack);
  });
});

describe('a machine', () => {
  it('makes neither ticket nor comment, also in a thread; the log says what it was about', async () => {
    const first = await take(mail('quiet', ['Subject: Quiet']));
    const before = await countTickets();
    const thread = 'In-Reply-To: <quiet@example.com>';
    const away = await take(mail('away', ['Auto-Submitted: auto-replied', thread]));
    expect(away).toEqual({ state: 'ignored', reason: 'automatic reply', ticket: first?.ticket });
    const bounce = await take(
      mail('bounce', ['Content-Type: multipart/report; boundary=b'], '--b\r\n\r\nSee <quiet@example.com>\r\n--b--'),
      '',
    );
    expect(bounce).toEqual({ state: 'ignored', reason: 'bounce', ticket: first?.ticket });
    const own = await take(`From: ${DESK}\r\nMessage-ID: <own@x>\r\n\r\nx`);
    expect(own).toMatchObject({ state: 'ignored', reason: 'own letter' });
    expect(await countTickets()).toBe(before);
    expect(await desk.store.prisma.ticketEvent.count({ where: { ticketId: first!.ticket!, kind: 'comment' } })).toBe(0);
  });
});
