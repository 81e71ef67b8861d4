import type { Client } from 'pg';
import { until } from '../../engine/test-support/until.js';
import type { MailServer } from '../e2e/tickets/mail-server.js';
import type { Step } from './expected.js';
import { later } from './plan/index.js';
import type { Note, World } from './world.js';

const people = [
  'Анна Петровна Ёлкина',
  'Иван Орлов',
  'Мария Сидорова',
  'Пётр Щукин',
  'Ольга Ким',
  'Юрий Эпштейн',
] as const;

const matters = [
  'Не печатается квитанция',
  'Отчёт не открывается',
  'Как продлить лицензию?',
  'Ошибка 1042 при входе',
  'Пропал справочник контрагентов',
] as const;

const solve = later['profman-ticket'] as readonly Step[];

/** The n-th customer's mail to the desk. */
const letter = (n: number, more: object = {}) => ({
  from: { name: people[n % people.length]!, address: `customer-${n}@example.org` },
  subject: matters[n % matters.length]!,
  text: `Добрый день!\n\nЗаявка ${n}: помогите, пожалуйста.\n\n--\nС уважением`,
  messageId: `<upgrade-${n}@example.org>`,
  date: new Date('2026-11-30T12:00:00Z'),
  ...more,
});

/** A ticket from a mail: its process stands at its task then. */
async function file(world: World, n: number, what: string, more: object = {}, confirmed = true): Promise<string> {
  const ticketId = await world.mail(letter(n, more));
  if (ticketId === null) throw new Error(`mail ${n} has become no ticket`);
  await note(world, ticketId, `ticket-${n}`, { what });
  await world.settle();
  if (confirmed) {
    const sent = `select 1 from outgoing_letters where ticket_id = $1 and template = 'confirmation' and state <> 'pending'`;
    await world.one(`the confirmation of ticket ${ticketId}`, sent, ticketId);
    await noneInFlight(world, ticketId);
  }
  return ticketId;
}

const noneInFlight = (world: World, ticketId: string): Promise<number> =>
  world.one(
    `no own activity of ticket ${ticketId}`,
    `select 1 from tickets t where t.id = $1 and not exists (select 1 from own_activities a where a.instance = t.instance)`,
    ticketId,
  );

/** What is written down about the ticket's instance. */
async function note(world: World, ticketId: string, id: string, more: Partial<Note> & { what: string }): Promise<void> {
  const key = await world.ticketInstance(ticketId);
  world.keys.set(id, key);
  world.notes.set(key, { id, finish: solve, ends: 'completed', ticketId, ...world.notes.get(key), ...more });
}

const taskOf = async (world: World, ticketId: string): Promise<string> =>
  world.task(await world.ticketInstance(ticketId));

const claim = async (world: World, ticketId: string, who: string): Promise<unknown> =>
  world.assign(await taskOf(world, ticketId), who);

const close = async (world: World, ticketId: string): Promise<unknown> =>
  world.completeTask(await taskOf(world, ticketId), { result: 'Драйвер переустановлен, квитанции печатаются.' });

/** Asks the customer; the letter is sent unless the mail server puts it off. */
async function ask(world: World, ticketId: string, sent = true): Promise<void> {
  await claim(world, ticketId, 'engineer');
  await world.press(ticketId, 'ask', { question: 'Какая версия программы?' });
  await world.settle();
  if (sent) await noneInFlight(world, ticketId);
}

/** Tickets of the pack, most of them from mail. */
export async function makeTickets(world: World, server: MailServer): Promise<void> {
  for (const n of [0, 1, 2]) await file(world, n, 'ticket that nobody has claimed');
  await world.must('POST', '/api/tickets/1/comments', { text: 'Похоже на прошлую неделю.', internal: true });
  for (const n of [3, 4, 5]) {
    await claim(world, await file(world, n, 'ticket that somebody has claimed'), n === 3 ? 'admin' : 'engineer');
  }
  for (const n of [6, 7, 8]) {
    const ticketId = await file(world, n, 'ticket that waits for its customer');
    await ask(world, ticketId);
    await note(world, ticketId, `ticket-${n}`, {
      what: 'ticket that waits for its customer',
      finish: [{ do: 'reply', ticketId, text: 'Версия 4.2' }, ...solve],
    });
  }
  await world.press(await file(world, 9, 'ticket that goes first in the queue'), 'expedited', {
    reason: 'Остановлена касса',
  });
  await world.press(await file(world, 10, 'ticket of another type'), 'retyped', { type: 'problem' });
  await file(world, 11, 'ticket with a file', {
    attachments: [{ filename: 'Снимок экрана.txt', content: 'Ошибка 1042\n'.repeat(20) }],
  });

  server.unknown.add('customer-12@example.org');
  const refused = await file(world, 12, 'ticket whose confirmation the mail server refused: incident');
  await world.incident(await world.ticketInstance(refused));

  const body = { desk: 'profman', subject: 'Вопрос по телефону', channel: 'phone', priority: 'high' };
  const requester = { email: 'phone@example.org', name: 'Вера Ивановна', phone: '+7 495 000-00-00' };
  const key = { 'idempotency-key': 'upgrade-phone' };
  const called = await world.must('POST', '/api/tickets', { ...body, requester }, key);
  await note(world, called['ticketId'] as string, 'ticket-phone', {
    what: 'ticket from a call, registered over the API',
  });
  await noneInFlight(world, called['ticketId'] as string);

  const closed = await file(world, 13, 'ticket that was closed');
  await close(world, closed);
  const instance = await world.ticketInstance(closed);
  await world.one(
    'the end of the closed ticket',
    `select 1 from process_instances where number = $1::bigint >> 23 and status = 'completed'`,
    instance,
  );
  const closing = await world.one<string>(
    'the closing letter',
    `select message_id from outgoing_letters where ticket_id = $1 and template = 'closing'`,
    closed,
  );
  await file(world, 14, 'ticket that repeats a closed one', {
    from: letter(13).from,
    subject: `Re: ${letter(13).subject}`,
    inReplyTo: closing,
    text: 'Опять не печатает.',
  });
  const automatic = { headers: { 'Auto-Submitted': 'auto-replied' }, subject: 'Я в отпуске' };
  if ((await world.mail(letter(15, automatic))) !== null) throw new Error('an automatic answer became a ticket');

  // Letters that the mail server does not take now: their own activities stay in flight.
  const asking = await file(world, 16, 'ticket whose question to the customer the mail server puts off');
  const announcing = await file(world, 17, 'ticket whose closing letter the mail server puts off');
  server.mode = 'defer';
  await ask(world, asking, false);
  await note(world, asking, 'ticket-16', {
    what: 'ticket whose question to the customer the mail server puts off',
    finish: [{ do: 'reply', ticketId: asking, text: 'Версия 4.3' }, ...solve],
  });
  await close(world, announcing);
  await note(world, announcing, 'ticket-17', {
    what: 'ticket whose closing letter the mail server puts off',
    finish: [],
  });
  await file(world, 22, 'ticket whose confirmation the mail server puts off', {}, false);
  const tried = `select 1 from outgoing_letters where state = 'pending' and attempts > 0 having count(*) = 3`;
  await world.one('three letters that were tried', tried);
}

/** What comes to tickets while the worker is stopped. */
export async function lastTickets(world: World): Promise<void> {
  const cutOff = { what: 'ticket that came while the worker was away: its confirmation is not begun' };
  for (const n of [18, 19]) {
    const ticketId = await world.mail(letter(n));
    await note(world, ticketId!, `ticket-${n}`, cutOff);
  }
  const ticketOf = (id: string): string => world.notes.get(world.key(id))!.ticketId!;
  const change = (id: string, finish: readonly Step[], and: string) => {
    const { what } = world.notes.get(world.key(id))!;
    return note(world, ticketOf(id), id, { what: `${what}; ${and}`, finish });
  };

  await close(world, ticketOf('ticket-3'));
  await change('ticket-3', [], 'its task is answered (task.completed)');

  const question = await world.one<string>(
    'the question',
    `select message_id from outgoing_letters where ticket_id = $1 and template = 'question'`,
    ticketOf('ticket-6'),
  );
  await world.mail(
    letter(20, { from: letter(6).from, subject: 'Re: уточнение', inReplyTo: question, text: 'Версия 4.1' }),
  );
  await change('ticket-6', solve, 'the customer has answered by mail (message.received)');

  await world.press(ticketOf('ticket-4'), 'ask', { question: 'Какой принтер?' });
  const asked: Step = { do: 'reply', ticketId: ticketOf('ticket-4'), text: 'HP' };
  await change('ticket-4', [asked, ...solve], 'the question button was pressed (message.received)');
}

/**
 * A ticket that is registered and whose instance is not opened, and a mail that is accepted and not read: as when the
 * process that does it dies in between. Here it stands before a lock of ours, which lives as long as `db`'s transaction.
 */
export async function makeUnfinished(world: World, db: Client): Promise<void> {
  await db.query('lock table process_instances in share mode');
  const body = { desk: 'profman', subject: 'Зарегистрирована, не открыта', requester: { email: 'half@example.org' } };
  world.call('POST', '/api/tickets', body, { 'idempotency-key': 'upgrade-half' }).catch(() => undefined);
  await world.one('the asked-for ticket', `select 1 from starts where kind = 'asked'`);
  await db.query('lock table tickets in share mode');
  await world.send(letter(21, { subject: 'Принята, не прочитана' }));
  const unread = async () =>
    (await world.rows(`select 1 from incoming_mail where state = 'received' and attempts > 0`)).length === 1;
  await until(unread, 10_000, 'a mail that is being read');
}
