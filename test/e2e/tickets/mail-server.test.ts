import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { shows } from '../../clauses/shows.js';
import { eventually, startDesk, type MailMessage, type MailSummary, type TestDesk, type Ticket } from './desk.js';
import { startMailServer, type ReceivedEmail, type MailServer } from './mail-server.js';

const MINUTE = 60_000;

let server: MailServer;
let desk: TestDesk;
beforeAll(async () => {
  server = await startMailServer();
  desk = await startDesk({ SMTP_URL: server.url });
}, 3 * MINUTE);
afterAll(async () => {
  server.release();
  await desk.stop();
  await server.close();
}, MINUTE);
afterEach(() => {
  server.mode = 'take';
});

const file = async (email: string): Promise<Ticket> => {
  const body = { desk: 'profman', subject: 'Вопрос', requester: { email } };
  const { ticketId } = await desk.call<Ticket>('POST', '/api/tickets', body, { 'idempotency-key': email });
  return desk.withTask(ticketId);
};
const subjectsTo = (email: string): string[] =>
  server.emails.filter(({ to }) => to === email).map(({ subject }) => subject.replace(/^\[.*?\] /, '').split(':')[0]!);
const emailStates = ({ timeline }: Ticket): string[] =>
  timeline.flatMap((entry) => (entry.kind === 'letter' ? [entry.state] : []));
/** The emails of a ticket that no mail server has taken yet, oldest first. */
const waitingEmails = async ({ ticketId }: Ticket): Promise<readonly MailMessage[]> => {
  const path = `/api/mail?direction=out&state=pending&ticketId=${ticketId}`;
  const { items } = await desk.call<{ items: readonly MailSummary[] }>('GET', path);
  return Promise.all([...items].reverse().map(({ mailId }) => desk.call<MailMessage>('GET', `/api/mail/${mailId}`)));
};
const closed = (id: string): Promise<Ticket> =>
  eventually(
    `the end of the ticket ${id}`,
    async () => {
      const ticket = await desk.ticket(id);
      return ticket.open ? undefined : ticket;
    },
    MINUTE,
  );
const heldFor = (email: string): Promise<ReceivedEmail> =>
  eventually(`an email to ${email}`, () => Promise.resolve(server.held.find(({ to }) => to === email)));
const answer = (email: string, to: ReceivedEmail, text: string, id: string) =>
  desk.mail({ from: email, subject: `Re: ${to.subject}`, inReplyTo: to.messageId, text, messageId: `<${id}@x.org>` });

describe('a mail server that takes nothing for a while', () => {
  it(
    shows('keeps no ticket from the engineers; then the emails arrive in their order', 'PRO-14', 'PRO-29 (partly)'),
    async () => {
      server.mode = 'defer';
      const ticket = await file('away@example.org');
      const { items } = await desk.queue();
      expect(items.map((row) => row.ticket.number)).toContain(ticket.number);
      await desk.solve(ticket, 'Сделано.');
      const before = await eventually('the closing email', async () => {
        const emails = await waitingEmails(ticket);
        return emails.length === 2 ? emails[0]!.attempts : undefined;
      });
      await eventually('another attempt', async () =>
        (await waitingEmails(ticket))[0]!.attempts > before ? true : undefined,
      );
      expect(await waitingEmails(ticket)).toHaveLength(2);
      expect((await desk.ticket(ticket.ticketId)).open).toBe(true);
      server.mode = 'take';
      const done = await closed(ticket.ticketId);
      expect(subjectsTo('away@example.org')).toEqual(['Заявка принята к регистрации', 'Заявка закрыта']);
      expect(emailStates(done)).toEqual(['sent', 'sent']);
    },
    2 * MINUTE,
  );
});

describe('an address that the mail server does not know', () => {
  it(
    'leaves the ticket workable: a question comes back at once, and it can be closed',
    async () => {
      server.unknown.add('typo@example.org');
      const ticket = await file('typo@example.org');
      await eventually('the refusal', async () => {
        const read = await desk.ticket(ticket.ticketId);
        return emailStates(read)[0] === 'refused' ? true : undefined;
      });
      await desk.press(await desk.ticket(ticket.ticketId), 'Запросить уточнение', { question: 'Какая версия?' });
      const back = await eventually('the task after the question', async () => {
        const read = await desk.ticket(ticket.ticketId);
        const task = read.tasks[0];
        return task && task.userTaskKey !== ticket.tasks[0]!.userTaskKey ? read : undefined;
      });
      expect((await desk.ticket(ticket.ticketId)).status?.label).toBe('В работе');
      await desk.solve(back, 'Отвечено по телефону.');
      const done = await closed(ticket.ticketId);
      expect(done.status?.label).toBe('Закрыта');
      expect(emailStates(done)).toEqual(['refused', 'refused', 'refused']);
      expect(subjectsTo('typo@example.org')).toEqual([]);
      const incidents = await desk.call('POST', '/v2/incidents/search', {
        filter: { processInstanceKey: done.processInstanceKey },
      });
      expect(incidents).toMatchObject({ items: [{ elementId: 'confirm', state: 'RESOLVED' }] });
    },
    2 * MINUTE,
  );
});

describe('a mail server that thinks about an email', () => {
  it(
    shows('holds up no answer of the customer: to a question, and to the news of the closing', 'PRO-17 (partly)'),
    async () => {
      const ticket = await file('quick@example.org');
      await eventually('the confirmation', () =>
        Promise.resolve(subjectsTo('quick@example.org').length === 1 ? true : undefined),
      );
      server.mode = 'hold';
      await desk.press(ticket, 'Запросить уточнение', { question: 'Какая версия?' });
      const question = await heldFor('quick@example.org');
      expect(await answer('quick@example.org', question, 'Версия 4.2', 'early')).toMatchObject({ state: 'comment' });
      const back = await desk.withTask(ticket.ticketId);
      expect((await desk.ticket(ticket.ticketId)).status?.label).toBe('В работе');
      server.release();

      await desk.solve(back, 'Сделано.');
      const closing = await heldFor('quick@example.org');
      expect(await answer('quick@example.org', closing, 'Не помогло', 'objection')).toMatchObject({
        state: 'comment',
      });
      const again = await desk.withTask(ticket.ticketId);
      expect(await desk.ticket(ticket.ticketId)).toMatchObject({ open: true, status: { label: 'В работе' } });
      server.release();
      server.mode = 'take';
      await desk.solve(again, 'Теперь сделано.');
      await closed(ticket.ticketId);
      expect(subjectsTo('quick@example.org')).toEqual([
        'Заявка принята к регистрации',
        'Нужно уточнение',
        'Заявка закрыта',
        'Заявка закрыта',
      ]);
    },
    2 * MINUTE,
  );
});
