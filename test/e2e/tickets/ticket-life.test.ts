import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { shows } from '../../clauses/shows.js';
import { DESK, startDesk, type TestDesk, type Queue, type Ticket } from './desk.js';

const MINUTE = 60_000;

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
}, 3 * MINUTE);
afterAll(() => desk.stop(), MINUTE);

let emails = 0;
beforeEach(() => {
  emails += 1;
});

const statusOf = ({ status }: Ticket): string | undefined => status?.label;
const statuses = ({ timeline }: Ticket): string[] =>
  timeline.flatMap((entry) => (entry.kind === 'status' ? [entry.status.label] : []));

/** A customer's mail to the desk. */
const customer = (id: string, more: object = {}) => ({
  from: { name: 'Анна Петровна Ёлкина', address: 'elkina@example.org' },
  subject: 'Не печатается квитанция',
  text: 'Добрый день!\n\nПосле обновления квитанции не печатаются.',
  messageId: `<${String(emails)}.${id}@example.org>`,
  ...more,
});

const inMoscow = (text: string): string => new Date(`${text}:00+03:00`).toISOString();

/** Files a mail at an instant in Moscow and answers the ticket with its task. */
async function file(at: string, id: string, more: object = {}): Promise<Ticket> {
  await desk.clock(inMoscow(at));
  const { ticket } = await desk.mail(customer(id, more));
  const read = await desk.withTask(ticket!.ticketId);
  // The confirmation goes out beside the work; what a person does next comes after it.
  await desk.emails(ticket!.ticketId);
  return read;
}

// Clocks go forward only while instances are active, so the scenarios stand in the order of their dates.
describe('a ticket over a holiday and a weekend', () => {
  let filed: Ticket;

  it(
    shows(
      'comes by mail, gets a number and exactly one confirmation with it, threaded under the mail',
      'PRO-11 (partly)',
      'PRO-14 (partly)',
    ),
    async () => {
      filed = await file('2025-06-11T17:30', 'first');
      expect(filed).toMatchObject({
        number: 'ISS-00001',
        channel: { label: 'Электронная почта' },
        type: { label: 'Вопрос (консультация)' },
        priority: { label: 'Средняя' },
        requester: { email: 'elkina@example.org', name: 'Анна Петровна Ёлкина' },
        subject: 'Не печатается квитанция',
        registeredAt: inMoscow('2025-06-11T17:30'),
      });
      const [confirmation, ...others] = await desk.emails(filed.ticketId);
      expect(others).toEqual([]);
      expect(confirmation).toMatchObject({ from: DESK, to: 'elkina@example.org', state: 'kept' });
      expect(confirmation!.subject).toContain('[ISS-00001]');
      expect(confirmation!.text).toContain('Номер заявки: ISS-00001');
      const header = (name: string) => confirmation!.headers.find((one) => one.name === name)?.value;
      expect(header('In-Reply-To')).toBe(`<${String(emails)}.first@example.org>`);
      expect(header('Auto-Submitted')).toBe('auto-replied');
    },
    MINUTE,
  );

  it(
    shows('measures the reaction in working time alone, with no term and no promise', 'PRO-21 (partly)', 'PRO-29'),
    async () => {
      await desk.clock(inMoscow('2025-06-16T09:15'));
      const waiting = await desk.ticket(filed.ticketId);
      expect(waiting.clocks).toEqual([
        expect.objectContaining({
          label: 'Реакция',
          state: 'running',
          open: true,
          usedMinutes: 45,
          targetMinutes: null,
          remainingMinutes: null,
          dueAt: null,
          breached: false,
          segments: [
            { from: inMoscow('2025-06-11T17:30'), to: inMoscow('2025-06-11T18:00'), minutes: 30 },
            { from: inMoscow('2025-06-16T09:00'), to: inMoscow('2025-06-16T09:15'), minutes: 15 },
          ],
        }),
      ]);

      await desk.solve(waiting, 'Драйвер принтера переустановлен, квитанции печатаются.');
      await desk.clock(inMoscow('2025-06-16T09:15'));
      const closed = await desk.ticket(filed.ticketId);
      expect(closed).toMatchObject({ open: false, status: { label: 'Закрыта' }, tasks: [], actions: [] });
      expect(closed.clocks[0]).toMatchObject({ state: 'met', usedMinutes: 45, metAt: inMoscow('2025-06-16T09:15') });
      expect(closed.timeline.map(({ kind }) => kind)).not.toContain('approval');

      const sent = await desk.emails(filed.ticketId);
      expect(sent.map(({ subject }) => subject)).toEqual([
        '[ISS-00001] Заявка принята к регистрации: Не печатается квитанция',
        '[ISS-00001] Заявка закрыта: Не печатается квитанция',
      ]);
      expect(sent[1]!.text).toContain('Драйвер принтера переустановлен, квитанции печатаются.');
      expect(sent[1]!.headers.find(({ name }) => name === 'References')?.value).toContain(sent[0]!.messageId);
    },
    MINUTE,
  );

  it(
    shows('is not closed without a result: the task comes back', 'PRO-29 (partly)'),
    async () => {
      const ticket = await file('2025-06-16T10:00', 'empty');
      await desk.solve(ticket, '   ');
      const again = await desk.withTask(ticket.ticketId);
      expect(again.open).toBe(true);
      expect(again.tasks[0]!.userTaskKey).not.toBe(ticket.tasks[0]!.userTaskKey);
      expect(again.tasks[0]!.assignee).toBe('admin');
      expect(await desk.emails(ticket.ticketId)).toHaveLength(1);
    },
    MINUTE,
  );
});

describe('the queue', () => {
  it(
    shows(
      'stands in order of arrival; high criticality alone moves nothing, confirmed with a reason it goes first',
      'PRO-23',
    ),
    async () => {
      const first = await file('2025-06-17T10:00', 'a', { subject: 'Первая' });
      await desk.clock(inMoscow('2025-06-17T10:05'));
      const urgent = await desk.call<Ticket>(
        'POST',
        '/api/tickets',
        { desk: 'profman', subject: 'Вторая', requester: { email: 'second@example.org' }, priority: 'high' },
        { 'idempotency-key': 'second' },
      );
      const third = await file('2025-06-17T10:10', 'c', { subject: 'Третья' });
      await desk.withTask(urgent.ticketId);
      const numbers = async () => (await desk.queue()).items.map(({ ticket }) => ticket.number).slice(-3);
      expect(await numbers()).toEqual([first.number, urgent.number, third.number]);

      await desk.press(third, 'Пустить вне очереди', { reason: 'Остановлена касса' });
      const secondNow = await desk.ticket(urgent.ticketId);
      await desk.press(secondNow, 'Пустить вне очереди', { reason: 'Сервер недоступен' });
      const queue = await desk.queue();
      const [top, next] = queue.items;
      expect([top!.ticket.number, next!.ticket.number]).toEqual([urgent.number, third.number]);
      expect(top!.reason).toBe(
        'Вне очереди: да, высокая критичность подтверждена (Сервер недоступен); В порядке поступления: 17.06.2025, 10:05',
      );
      expect(next!.decidedBy).toBe(1);
      expect(queue.items[2]!.decidedBy).toBe(0);
      expect(queue.rule.map(({ clause }) => clause)).toEqual(['PRO-23', 'PRO-23']);
      const jumped = await desk.ticket(third.ticketId);
      expect(jumped.timeline).toContainEqual(
        expect.objectContaining({
          kind: 'action',
          label: 'Пустить вне очереди',
          values: { reason: 'Остановлена касса' },
          fields: [{ key: 'reason', label: 'Причина', text: 'Остановлена касса' }],
          actor: { kind: 'staff', name: 'Administrator' },
        }),
      );
    },
    MINUTE,
  );
});

describe('what a ticket is', () => {
  it(
    shows('offers the four types, the criticalities and the statuses of the pack', 'PRO-02 (partly)', 'PRO-18'),
    async () => {
      const { items } = await desk.call<{ items: Record<string, { label: string; fromRegulation: boolean }[]>[] }>(
        'GET',
        '/api/desks',
      );
      const labels = (name: string) => items[0]![name]!.map(({ label }) => label);
      expect(labels('types')).toEqual([
        'Проблема продукта',
        'Вопрос (консультация)',
        'Пожелание',
        'Техническое задание на модуль',
      ]);
      expect(labels('priorities')).toEqual(['Высокая', 'Средняя', 'Низкая']);
      expect(labels('statuses')).toEqual([
        'Зарегистрирована',
        'Принята',
        'В работе',
        'Запрошена информация',
        'Отложена',
        'Передана в разработку',
        'Закрыта',
      ]);
      expect(items[0]!['statuses']!.some(({ fromRegulation }) => fromRegulation)).toBe(false);
    },
  );

  it(
    shows('is in work while somebody has its task, and only then', 'PRO-18 (partly)'),
    async () => {
      const ticket = await file('2025-06-18T10:00', 'taken');
      await desk.clock(inMoscow('2025-06-18T10:00'));
      expect(statusOf(await desk.ticket(ticket.ticketId))).toBe('Принята');
      const { userTaskKey } = ticket.tasks[0]!;
      await desk.call('POST', `/v2/user-tasks/${userTaskKey}/assignment`, { assignee: 'admin' });
      const taken = await desk.ticket(ticket.ticketId);
      expect(statusOf(taken)).toBe('В работе');
      expect(taken.tasks[0]).toMatchObject({ assignee: 'admin', assigneeName: 'Administrator' });
      const inWork = async () => {
        const { items } = await desk.call<Queue>('GET', '/api/queue?desk=profman&status=in-progress');
        return items.map(({ ticket: { number } }) => number);
      };
      expect(await inWork()).toContain(ticket.number);
      await desk.call('DELETE', `/v2/user-tasks/${userTaskKey}/assignee`);
      expect(await inWork()).not.toContain(ticket.number);
      expect(statusOf(await desk.ticket(ticket.ticketId))).toBe('Принята');
    },
    MINUTE,
  );

  it(
    shows('keeps its number and history when support changes its type', 'PRO-02'),
    async () => {
      const ticket = await file('2025-06-18T11:00', 'type');
      const changed = await desk.press(ticket, 'Изменить тип', { type: 'problem' });
      expect(changed).toMatchObject({ number: ticket.number, type: { label: 'Проблема продукта' } });
      const kinds = (of: Ticket) => of.timeline.map(({ entryId }) => entryId);
      expect(kinds(changed)).toEqual(expect.arrayContaining(kinds(ticket)));
      const { items } = await desk.call<{ items: Ticket[] }>('GET', '/api/tickets?type=problem');
      expect(items.map(({ number }) => number)).toEqual([ticket.number]);
    },
    MINUTE,
  );

  it(
    shows(
      'is registered over the API with its own confirmation; a repeated request makes no second one',
      'PRO-11 (partly)',
      'PRO-14 (partly)',
    ),
    async () => {
      const body = {
        desk: 'profman',
        subject: 'Вопрос о лицензии',
        text: 'Как продлить лицензию?',
        requester: { email: 'Ivan.Orlov@example.org', name: 'Иван Орлов', login: 'orlov' },
        channel: 'phone',
      };
      const key = { 'idempotency-key': 'licence-1' };
      const [one, two] = await Promise.all([
        desk.call<Ticket>('POST', '/api/tickets', body, key),
        desk.call<Ticket>('POST', '/api/tickets', body, key),
      ]);
      expect(two.ticketId).toBe(one.ticketId);
      expect(one.channel.label).toBe('Телефон');
      await desk.withTask(one.ticketId);
      const sent = await desk.emails(one.ticketId);
      expect(sent.map(({ to }) => to)).toEqual(['Ivan.Orlov@example.org']);
      await expect(desk.call('POST', '/api/tickets', { ...body, subject: 'Другое' }, key)).rejects.toThrow(
        /409.*already-exists/,
      );
      await expect(desk.call('POST', '/api/tickets', body)).rejects.toThrow(/400.*Idempotency-Key/);
    },
    MINUTE,
  );
});

describe('a question to the customer', () => {
  it(
    shows('stops the work until the answer comes by mail in the thread, as a comment', 'PRO-17 (partly)'),
    async () => {
      const ticket = await file('2025-06-19T12:00', 'ask');
      const asked = await desk.press(ticket, 'Запросить уточнение', { question: 'Какая версия программы?' });
      await desk.clock(inMoscow('2025-06-19T12:00'));
      expect(statusOf(await desk.ticket(asked.ticketId))).toBe('Запрошена информация');
      const [, question] = await desk.emails(ticket.ticketId);
      expect(question!.text).toContain('Какая версия программы?');

      await desk.clock(inMoscow('2025-06-19T14:00'));
      const answer = customer('answer', {
        subject: 'Re: уточнение',
        inReplyTo: question!.messageId!,
        text: 'Версия 4.2',
      });
      const taken = await desk.mail(answer);
      expect(taken).toMatchObject({ state: 'comment', ticket: { number: ticket.number } });
      const back = await desk.withTask(ticket.ticketId);
      expect(statusOf(back)).toBe('В работе');
      expect(back.timeline).toContainEqual(
        expect.objectContaining({ kind: 'comment', text: 'Версия 4.2', mailId: taken.mailId }),
      );
      expect(back.clocks[0]).toMatchObject({ state: 'met', usedMinutes: 0 });

      await desk.press(back, 'Запросить уточнение', { question: 'Какой принтер?' });
      await desk.clock(inMoscow('2025-06-19T15:00'));
      const byNumber = customer('number', { subject: `По заявке ${ticket.number}`, text: 'HP' });
      expect(await desk.mail(byNumber)).toMatchObject({ state: 'comment', ticket: { number: ticket.number } });
      await desk.withTask(ticket.ticketId);
    },
    MINUTE,
  );

  it(
    shows('an answer to the closing email becomes a new ticket linked to the former', 'PRO-30 (partly)'),
    async () => {
      const ticket = await file('2025-06-20T12:00', 'early');
      await desk.solve(ticket, 'Сделано.');
      await desk.clock(inMoscow('2025-06-20T12:01'));
      const closing = (await desk.emails(ticket.ticketId)).at(-1)!;
      const again = await desk.mail(
        customer('again', { subject: `Re: ${closing.subject}`, inReplyTo: closing.messageId! }),
      );
      expect(again.state).toBe('ticket');
      expect(again.ticket!.number).not.toBe(ticket.number);
      const repeated = await desk.withTask(again.ticket!.ticketId);
      expect(repeated.previous).toEqual({ ticketId: ticket.ticketId, number: ticket.number });
      expect(await desk.emails(repeated.ticketId)).toHaveLength(1);
      expect((await desk.ticket(ticket.ticketId)).following).toEqual([
        { ticketId: repeated.ticketId, number: repeated.number },
      ]);
    },
    MINUTE,
  );
});

describe('acceptance', () => {
  it(
    shows('is at once on a working Saturday, at the next opening after hours, holidays left out', 'PRO-19'),
    async () => {
      const early = await file('2025-11-01T11:00', 'saturday-morning');
      await desk.clock(inMoscow('2025-11-01T11:00'));
      const accepted = (ticket: Ticket) =>
        ticket.timeline.find((entry) => entry.kind === 'status' && entry.status.label === 'Принята')?.at;
      expect(accepted(await desk.ticket(early.ticketId))).toBe(inMoscow('2025-11-01T11:00'));

      const late = await file('2025-11-01T19:00', 'saturday-evening');
      expect(late.number).toMatch(/^ISS-\d{5}$/);
      await desk.clock(inMoscow('2025-11-05T08:59'));
      expect(statuses(await desk.ticket(late.ticketId))).toEqual(['Зарегистрирована']);
      await desk.clock(inMoscow('2025-11-05T09:30'));
      const then = await desk.ticket(late.ticketId);
      expect(accepted(then)).toBe(inMoscow('2025-11-05T09:00'));
      expect(statuses(then)).toEqual(['Зарегистрирована', 'Принята']);
    },
    MINUTE,
  );
});
