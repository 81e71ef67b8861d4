import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { DESK, eventually, type MailSummary, type Ticket } from '../e2e/tickets/desk.js';
import { makeImageFolder, type ImageFolder } from './image.js';
import { prepareStack, type Stack } from './stack.js';

const MINUTE = 60_000;
const PROCESSES = ['api', 'worker', 'mail'];

let image: ImageFolder;
let stack: Stack;
beforeAll(async () => {
  image = await makeImageFolder();
  stack = await prepareStack(image);
}, 5 * MINUTE);
afterAll(async () => {
  await stack?.remove();
  image?.remove();
}, MINUTE);

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const authorization = `Basic ${Buffer.from(`admin:${stack.password}`).toString('base64')}`;
  const isForm = body instanceof FormData;
  const response = await fetch(`${stack.api}${path}`, {
    method,
    headers: { authorization, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const mails = async (direction: 'in' | 'out'): Promise<readonly MailSummary[]> =>
  (await call<{ items: MailSummary[] }>('GET', `/api/mail?limit=1000&direction=${direction}`)).items;

/** Writes to the desk, with an attachment; answers the ticket once its confirmation is there. */
async function write(name: string): Promise<string> {
  const messageId = `<${name}@example.org>`;
  const transport = createTransport({ host: '127.0.0.1', port: stack.smtpPort, ignoreTLS: true });
  const from = { name: 'Анна Ёлкина', address: 'elkina@example.org' };
  const attachments = [{ filename: `${name}.txt`, content: `Содержание: ${name}` }];
  await transport.sendMail({
    from,
    to: DESK,
    subject: `Вопрос: ${name}`,
    text: 'Добрый день!',
    messageId,
    attachments,
  });
  transport.close();
  const incoming = await eventually(`the ticket of ${name}`, async () =>
    (await mails('in')).find((mail) => mail.messageId === messageId && mail.state !== 'received'),
  );
  const { ticketId } = incoming.ticket!;
  await eventually(`the confirmation of ${name}`, async () =>
    (await mails('out')).find(({ ticket, state }) => ticket?.ticketId === ticketId && state !== 'pending'),
  );
  return ticketId;
}

const startOrder = async (delay: string): Promise<string> =>
  (
    await call<{ processInstanceKey: string }>('POST', '/v2/process-instances', {
      processDefinitionId: 'order',
      variables: { delay },
    })
  ).processInstanceKey;

const stateOf = async (key: string): Promise<string> =>
  (await call<{ state: string }>('GET', `/v2/process-instances/${key}`)).state;

async function startAll(): Promise<void> {
  await Promise.all(PROCESSES.map((name) => stack.start(name)));
}

async function stopAll(): Promise<void> {
  for (const name of PROCESSES)
    expect([name, await stack.stop(name)]).toEqual([name, expect.objectContaining({ code: 0 })]);
}

describe('the services of docker-compose.yml, as processes of this machine', () => {
  let tickets: string[];
  let orders: string[];

  it(
    'start in their order, each healthy by its own check',
    async () => {
      expect(await stack.run('migrate')).toMatchObject({
        code: 0,
        output: expect.stringContaining('applied 0001_init'),
      });
      expect(await stack.run('migrate')).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });
      for (const name of PROCESSES) expect([name, await stack.healthy(name)]).toEqual([name, false]);
      await startAll();
      await eventually('readiness of all parts', async () => {
        const { status } = (await (await fetch(`${stack.api}/health/ready`)).json()) as { status: string };
        return status === 'up' ? true : undefined;
      });
    },
    3 * MINUTE,
  );

  it(
    'make a ticket of the first mail, and confirm it',
    async () => {
      tickets = [await write('first')];
      expect(await call<Ticket>('GET', `/api/tickets/${tickets[0]!}`)).toMatchObject({ subject: 'Вопрос: first' });
    },
    2 * MINUTE,
  );

  it(
    'are backed up while they work',
    async () => {
      const form = new FormData();
      form.append('resources', new File([readFileSync(join(import.meta.dirname, 'order.bpmn'))], 'order.bpmn'));
      await call('POST', '/v2/deployments', form);
      orders = [await startOrder('PT5S'), await startOrder('PT1H')];
      tickets.push(await write('second'));
      const [backup] = await Promise.all([stack.run('backup', '/backups/first'), startOrder('PT1H')]);
      expect(backup).toMatchObject({ code: 0, output: expect.stringMatching(/\d+ rows and 2 attachments in .*first/) });
      expect(await stack.run('backup', '/backups/first')).toMatchObject({
        code: 1,
        output: expect.stringContaining('--force'),
      });
      expect(await stack.run('restore', '/backups/first', '--force')).toMatchObject({
        code: 1,
        output: expect.stringContaining('in use'),
      });
    },
    3 * MINUTE,
  );

  it(
    'end with SIGTERM within their grace period',
    async () => {
      await write('after-the-backup');
      await stopAll();
    },
    2 * MINUTE,
  );

  it(
    'go on after everything was lost and restored',
    async () => {
      await dropTables(stack.database.url);
      rmSync(join(stack.dataFolder, 'attachments'), { recursive: true });
      await stack.loseTemporal();

      expect(await stack.run('restore', '/backups/first', '--force')).toMatchObject({ code: 0 });
      expect(existsSync(join(stack.dataFolder, 'attachments'))).toBe(true);
      expect(await stack.run('migrate')).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });
      await startAll();

      // The mail of after the backup is not there; every confirmation is there once.
      const sent = async () => (await mails('out')).map(({ ticket }) => ticket?.ticketId).sort();
      expect(await sent()).toEqual([...tickets].sort());
      await eventually('the checker finds nothing', async () =>
        (await stack.run('verify')).code === 0 ? true : undefined,
      );

      for (const id of tickets) {
        const ticket = await call<Ticket>('GET', `/api/tickets/${id}`);
        const key = ticket.tasks[0]!.userTaskKey;
        await call('POST', `/v2/user-tasks/${key}/assignment`, { assignee: 'admin' });
        await call('POST', `/v2/user-tasks/${key}/completion`, { variables: { result: 'Готово' } });
      }
      // The activity that sends the last email runs on the new workflows, once for each ticket.
      await eventually('the last emails', async () =>
        (await sent()).length === 2 * tickets.length ? true : undefined,
      );
      expect(await sent()).toEqual([...tickets, ...tickets].sort());

      const { jobs } = await call<{ jobs: { jobKey: string }[] }>('POST', '/v2/jobs/activation', {
        type: 'pack',
        timeout: 60_000,
        maxJobsToActivate: 10,
      });
      for (const { jobKey } of jobs) await call('POST', `/v2/jobs/${jobKey}/completion`, {});
      await eventually('the timer of the first order', async () =>
        (await stateOf(orders[0]!)) === 'COMPLETED' ? true : undefined,
      );
      expect(await stateOf(orders[1]!)).toBe('ACTIVE');
      expect(await stack.run('verify')).toMatchObject({ code: 0, output: expect.stringContaining('clean') });
      await stopAll();
    },
    5 * MINUTE,
  );
});

/** All that the database has. */
async function dropTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  await client.end();
}
