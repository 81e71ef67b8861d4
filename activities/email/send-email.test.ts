import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { Variables } from '../../bpmn/index.js';
import { openTestDesk, registerTicket } from '../../desk/test-support/test-desk.js';
import type { ActivityInput } from '../../engine/index.js';
import type { TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { EmailRefusedError, localMailbox, smtpTransport, type MailTransport } from './mail-transport.js';
import { createMailActivities, EMAIL_REFUSED, type MailDeps } from './send-email.js';

let test: TestStore;
let instance: string;
let wait = 0;
beforeAll(async () => {
  test = await openTestDesk();
  const { ticket } = await registerTicket(test, {
    subject: 'Бумага\r\nBcc: victim@example.org',
    requester: { email: 'anna@example.com', name: 'Анна' },
    at: new Date('2025-06-11T14:30:00Z'),
  });
  ({ instance } = await test.one<{ instance: string }>('select instance from tickets where id = $1', ticket));
});
afterAll(() => test.close());
beforeEach(() => {
  wait += 1;
});

const send = (
  transport: MailTransport,
  template: string,
  variables: Variables = {},
  store: MailDeps['store'] = test.store,
) =>
  createMailActivities({ store, transport }).sendLetter({
    processInstance: instance,
    wait: `a${wait}`,
    elementId: 'task',
    headers: { template },
    variables,
  });
const kept = () => test.store.prisma.outgoingEmail.findMany({ where: { wait: `a${wait}` } });

/** A promise whose outcome comes from outside. */
const deferred = <T>() => {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
};

/** A transport that does as told, in order, and remembers what it was given. */
const scripted = (...answers: readonly ('sent' | Error)[]): MailTransport & { readonly given: Buffer[] } => {
  const given: Buffer[] = [];
  const left = [...answers];
  return {
    given,
    deliver({ raw }) {
      given.push(raw);
      const answer = left.shift() ?? 'sent';
      return answer === 'sent' ? Promise.resolve('sent') : Promise.reject(answer);
    },
  };
};

describe('sending an email', () => {
  it('keeps it in the local mailbox where there is no mail server', async () => {
    expect(await send(localMailbox, 'confirmation')).toEqual({});
    expect(await kept()).toMatchObject([{ state: 'kept', recipient: 'anna@example.com', attempts: 1 }]);
    const [email] = await kept();
    expect(email!.messageId).toMatch(/\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@profman\.ru>$/);
  });

  it('tells pages of the email by the name that it has in the mail log', async () => {
    const named: string[] = [];
    const stop = test.store.changes.follow((changes) => {
      if (changes === 'lost') return;
      for (const { topic, keys } of changes) if (topic === 'mail') named.push(...keys);
    });
    await send(localMailbox, 'confirmation');
    const [email] = await kept();
    await until(() => Promise.resolve(named.includes(`out-${email!.id}`)), 5_000);
    stop();
  });

  it('writes subject and text in the words of the pack, with no header smuggled in by a value', async () => {
    await send(localMailbox, 'closing', { result: 'Сделано: {{values.secret}}' });
    const [email] = await kept();
    const parsed = await simpleParser(Buffer.from(email!.raw));
    expect(parsed.subject).toBe('[ISS-00001] Заявка закрыта: Бумага Bcc: victim@example.org');
    expect(parsed.text).toContain('Сделано: {{values.secret}}');
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.date!.getTime()).toBe(Math.floor(email!.writtenAt.getTime() / 1_000) * 1_000);
    expect(parsed.headers.has('auto-submitted')).toBe(false);
  });

  it('calls people by their name where it is known, and by nothing else', async () => {
    await send(localMailbox, 'confirmation');
    expect((await kept())[0]!.text).toMatch(/^Здравствуйте, Анна!/);
    await test.pool.query('update tickets set requester_name = null');
    wait += 1;
    await send(localMailbox, 'confirmation');
    expect((await kept())[0]!.text).toMatch(/^Здравствуйте!/);
    await test.pool.query(`update tickets set requester_name = 'Анна'`);
  });

  it('sends the same bytes under the same Message-ID when it failed before, and never after it was taken', async () => {
    const transport = scripted(new Error('connection lost'), 'sent');
    await expect(send(transport, 'confirmation')).rejects.toThrow('connection lost');
    expect(await kept()).toMatchObject([{ state: 'pending', attempts: 1, error: 'connection lost' }]);
    await send(transport, 'confirmation');
    await send(transport, 'confirmation');
    expect(transport.given).toHaveLength(2);
    expect(transport.given[1]).toEqual(transport.given[0]);
    expect(await kept()).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
  });

  it('sends no copy when the database is away at the moment in which the email was taken', async () => {
    const transport = scripted();
    let refusals = 2;
    const { outgoingEmails } = test.store;
    const delivered: typeof outgoingEmails.delivered = (...record) =>
      refusals-- > 0 ? Promise.reject(new Error('the database is away')) : outgoingEmails.delivered(...record);
    await send(transport, 'confirmation', {}, { ...test.store, outgoingEmails: { ...outgoingEmails, delivered } });
    expect(transport.given).toHaveLength(1);
    expect(await kept()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('writes one email and delivers it once however many attempts run at the same time', async () => {
    const transport = scripted();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => send(transport, 'confirmation')));
    expect(attempts.map(({ status }) => status)).toContain('fulfilled');
    expect(await kept()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect(transport.given).toHaveLength(1);
  });

  it('leaves an email to the attempt that delivers it, and takes it over when that one is dead', async () => {
    const thinking = deferred<'sent'>();
    const asked = deferred<undefined>();
    const slow: MailTransport = {
      deliver() {
        asked.resolve(undefined);
        return thinking.promise;
      },
    };
    const first = send(slow, 'confirmation');
    await asked.promise;
    const next = scripted('sent');
    // At growing pauses, or the attempts of a diagram with a short timeout would be used up before the first one ends.
    const held = { message: 'Another attempt delivers the email', nonRetryable: false, nextRetryDelay: undefined };
    await expect(send(next, 'confirmation')).rejects.toMatchObject(held);
    expect(next.given).toEqual([]);
    await test.pool.query(`update outgoing_letters set lease_until = 'epoch' where wait = $1`, [`a${wait}`]);
    await send(next, 'confirmation');
    expect(next.given).toHaveLength(1);
    thinking.resolve('sent');
    await first;
    expect(await kept()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('ends an attempt that is cancelled, and records the state of its email', async () => {
    const asked = deferred<undefined>();
    const answer = deferred<'sent'>();
    const calledOff = deferred<never>();
    const { sendLetter } = createMailActivities({
      store: test.store,
      transport: { deliver: () => (asked.resolve(undefined), answer.promise) },
      attempt: () => ({ heartbeat: () => undefined, cancelled: calledOff.promise }),
    });
    const headers = { template: 'confirmation' };
    const sending = sendLetter({
      processInstance: instance,
      wait: `a${wait}`,
      elementId: 'task',
      headers,
      variables: {},
    });
    await asked.promise;
    calledOff.reject(new Error('called off'));
    await expect(sending).rejects.toThrow('called off');
    answer.resolve('sent');
    await until(async () => (await kept())[0]?.state === 'sent');
  });

  it('sends the emails of a ticket in the order in which its process asked for them', async () => {
    const ask = (key: number, name: string) =>
      test.pool.query(
        `insert into temporal_activities (key, instance, wait, task_queue, activity, element_id, element_instance_key, started_at)
         values ($1, $2, $3, 'mail', 'sendLetter', 'task', 1, now())`,
        [key, instance, name],
      );
    // The confirmation that the ticket's own process asked for.
    await test.pool.query('delete from temporal_activities');
    const [earlier, later] = [`a${wait}`, `a${wait + 1_000}`] as const;
    await ask(9_001, earlier);
    await ask(9_002, later);
    const { sendLetter } = createMailActivities({ store: test.store, transport: localMailbox });
    const deliver = (name: ActivityInput['wait']) =>
      sendLetter({
        processInstance: instance,
        wait: name,
        elementId: 'task',
        headers: { template: 'confirmation' },
        variables: {},
      });
    await expect(deliver(later)).rejects.toThrow('An earlier email of the ticket is on its way');
    await deliver(earlier);
    await deliver(later);
    await test.pool.query('delete from temporal_activities');
  });

  it('tells a refusal for good as an error that a diagram may catch, again when it is asked again', async () => {
    const refusal = expect.objectContaining({ message: 'no such user', nonRetryable: true, type: EMAIL_REFUSED });
    const transport = scripted(new EmailRefusedError('no such user'));
    await expect(send(transport, 'confirmation')).rejects.toEqual(refusal);
    await expect(send(transport, 'confirmation')).rejects.toEqual(refusal);
    expect(transport.given).toHaveLength(1);
    expect(await kept()).toMatchObject([{ state: 'refused', attempts: 1, error: 'no such user' }]);
  });

  it('gives up at once where no further attempt can help', async () => {
    const hopeless = (message: string) => expect.objectContaining({ message, nonRetryable: true }) as unknown;
    await expect(send(localMailbox, 'none')).rejects.toEqual(hopeless('The pack profman has no email template «none»'));
    await expect(send(localMailbox, 'closing')).rejects.toEqual(
      hopeless('The email needs values.result, which has no value'),
    );
    expect(await kept()).toEqual([]);
  });
});

describe('a mail server', () => {
  it('gets the email as it is kept; its refusal for good is told as such', async () => {
    const got: string[] = [];
    let refuse = false;
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, callback) =>
        callback(refuse ? Object.assign(new Error('no such user'), { responseCode: 550 }) : undefined),
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          got.push(Buffer.concat(chunks).toString());
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const transport = smtpTransport(`smtp://127.0.0.1:${String(port)}`);
    await send(transport, 'confirmation');
    const [email] = await kept();
    expect(email).toMatchObject({ state: 'sent' });
    expect(got[0]!.trimEnd()).toBe(Buffer.from(email!.raw).toString().trimEnd());

    refuse = true;
    wait += 1;
    await expect(send(transport, 'confirmation')).rejects.toBeInstanceOf(ApplicationFailure);
    expect(await kept()).toMatchObject([{ state: 'refused' }]);
    await new Promise<void>((resolve) => server.close(resolve));
  });
});
