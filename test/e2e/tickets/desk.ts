import { createTransport, type SendMailOptions } from 'nodemailer';
import { startProductProcess, type ProductProcess } from '../product-process.js';
import type { ticket as ticketSchema } from '../../../api/contract/api/tickets.js';
import type { queuePage } from '../../../api/contract/api/queue.js';
import type { mailMessage, mailSummary } from '../../../api/contract/api/mail.js';
import type { z } from 'zod';

export type Ticket = z.output<typeof ticketSchema>;
export type Queue = z.output<typeof queuePage>;
export type MailSummary = z.output<typeof mailSummary>;
export type MailMessage = z.output<typeof mailMessage>;

/** Address of the desk of the shipped pack. */
export const DESK = 'lanskov@profman.ru';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** The product with a desk, as its people and its customers use it: over HTTP and SMTP. */
export interface TestDesk {
  readonly product: ProductProcess;
  /** Calls the API as `admin`; answers the body. @throws unless the status is 2xx */
  call<T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** Sends a mail to the desk over SMTP; resolves when it was accepted. */
  send(mail: SendMailOptions): Promise<void>;
  /** Sends a mail and waits until it was read. */
  mail(mail: SendMailOptions & { readonly messageId: string }): Promise<MailSummary>;
  ticket(id: string): Promise<Ticket>;
  /** The emails to a ticket's requester, oldest first; waits for the first one, which goes out beside the work. */
  emails(ticketId: string): Promise<readonly MailMessage[]>;
  /** Waits until the ticket has an open task, and answers it. */
  withTask(id: string): Promise<Ticket>;
  queue(): Promise<Queue>;
  /** Completes the open task of a ticket with a result. */
  solve(ticket: Ticket, result: string): Promise<void>;
  /** Presses the button with this label. */
  press(ticket: Ticket, label: string, variables?: Readonly<Record<string, unknown>>): Promise<Ticket>;
  /** Moves the product's clock; what is due on the way happens. */
  clock(instant: string): Promise<void>;
  stop(): Promise<void>;
}

/** Asks until there is an answer. @throws when there is none in time */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  patience = PATIENCE_MS,
): Promise<T> {
  const giveUp = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > giveUp) throw new Error(`${what} did not come in time`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Starts the product with the test clock. */
export async function startDesk(environment: Readonly<Record<string, string>> = {}): Promise<TestDesk> {
  const product = await startProductProcess({ REGLAMENT_TEST_CLOCK: '1', ...environment });
  const authorization = `Basic ${Buffer.from(`admin:${product.password}`).toString('base64')}`;

  const call: TestDesk['call'] = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> => {
    const response = await fetch(`${product.url}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };

  const ticket = (id: string): Promise<Ticket> => call('GET', `/api/tickets/${id}`);
  const log = async (query: string): Promise<readonly MailSummary[]> =>
    (await call<{ items: MailSummary[] }>('GET', `/api/mail?limit=1000&${query}`)).items;
  const send = async (mail: SendMailOptions): Promise<void> => {
    const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
    await transport.sendMail({ to: DESK, ...mail });
    transport.close();
  };

  return {
    product,
    call,
    send,
    ticket,
    async mail(mail) {
      await send(mail);
      return eventually(`the outcome of ${mail.messageId}`, async () =>
        (await log('direction=in')).find(
          ({ messageId, state }) => messageId === mail.messageId && state !== 'received',
        ),
      );
    },
    async emails(ticketId) {
      const summaries = await eventually(`an email of the ticket ${ticketId}`, async () => {
        const sent = await log(`direction=out&ticketId=${ticketId}`);
        return sent.length > 0 && sent.every(({ state }) => state !== 'pending') ? sent : undefined;
      });
      return Promise.all([...summaries].reverse().map(({ mailId }) => call<MailMessage>('GET', `/api/mail/${mailId}`)));
    },
    withTask: (id) =>
      eventually(`a task of the ticket ${id}`, async () => {
        const read = await ticket(id);
        return read.tasks.length > 0 ? read : undefined;
      }),
    queue: () => call('GET', '/api/queue?desk=profman'),
    async solve(read, result) {
      const key = read.tasks[0]!.userTaskKey;
      await call('POST', `/v2/user-tasks/${key}/assignment`, { assignee: 'admin' });
      await call('POST', `/v2/user-tasks/${key}/completion`, { variables: { result } });
    },
    press(read, label, variables = {}) {
      const action = read.actions.find((offered) => offered.label === label);
      if (!action) throw new Error(`The ticket offers ${read.actions.map((offered) => offered.label).join(', ')}`);
      return call('POST', `/api/tickets/${read.ticketId}/actions/${action.actionKey}`, { variables });
    },
    clock: (instant) => call('PUT', '/v2/clock', { timestamp: Date.parse(instant) }),
    stop: () => product.stop(),
  };
}
