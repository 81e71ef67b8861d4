import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { Random } from '../../../bpmn/test-support/random.js';
import { openStore, type Store } from '../../../desk/index.js';
import { shows } from '../../clauses/shows.js';
import { chaosSeed, killInTurn } from '../kill-in-turn.js';
import type { ProcessName } from '../product-process.js';
import { DESK, eventually, startDesk, type TestDesk } from './desk.js';
import { startMailServer, type MailServer } from './mail-server.js';

/** `CHAOS_MAILS`, `CHAOS_SECONDS`: a longer run than the one of every test run. */
const MAILS = Number(process.env['CHAOS_MAILS'] ?? 200);
const SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 40);
const LANES = 4;
const MINUTE = 60_000;

const ORDER: readonly ProcessName[] = ['mail', 'worker', 'api', 'mail', 'temporal', 'worker', 'postgres'];

const expectEachKilled = (kills: Readonly<Record<string, number>>): void =>
  expect(Object.entries(kills).filter(([, times]) => times === 0)).toEqual([]);

describe(`kill -9 of every process while mail comes in and tickets are closed (seed ${chaosSeed})`, () => {
  let sink: MailServer;
  let desk: TestDesk;
  let store: Store;

  beforeAll(async () => {
    sink = await startMailServer();
    desk = await startDesk({ SMTP_URL: sink.url });
    store = openStore({ databaseUrl: desk.product.addresses().databaseUrl });
  }, 3 * MINUTE);
  afterAll(async () => {
    await store.close();
    await desk.stop();
    await sink.close();
  }, MINUTE);

  /** As a mail server does: tries again until the desk has accepted the mail, whatever became of earlier tries. */
  const deliver = async (i: number): Promise<number> => {
    for (let tries = 1; ; tries += 1) {
      const transport = createTransport({ host: '127.0.0.1', port: desk.product.smtpPort, ignoreTLS: true });
      try {
        await transport.sendMail({
          from: `customer-${String(i)}@example.org`,
          to: DESK,
          subject: `Вопрос ${String(i)}`,
          text: 'Текст',
          messageId: `<chaos-${String(i)}@example.org>`,
        });
        return tries;
      } catch {
        await delay(200);
      } finally {
        transport.close();
      }
    }
  };

  it(
    shows('each mail is one ticket, and each ticket gets one confirmation', 'PRO-14'),
    async () => {
      const [random, pauses] = [new Random(chaosSeed), new Random(chaosSeed + 1)];
      let tries = 0;
      const waiting = Array.from({ length: MAILS }, (_, i) => i);
      const pause = (SECONDS * 1_000 * LANES) / MAILS;
      const lane = async (): Promise<void> => {
        for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
          tries += await deliver(i);
          await delay(pause * pauses.next());
        }
      };
      const [kills] = await Promise.all([kill(SECONDS, random), ...Array.from({ length: LANES }, lane)]);

      expectEachKilled(kills);
      await emailsSent('confirmation');
      const tickets = await store.prisma.ticket.findMany({ select: { requesterEmail: true, number: true } });
      expect(tickets).toHaveLength(MAILS);
      expect(new Set(tickets.map(({ requesterEmail }) => requesterEmail)).size).toBe(MAILS);
      const numbers = tickets.map(({ number }) => Number(number.slice(4))).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: MAILS }, (_, i) => i + 1));
      expect(await store.prisma.incomingEmail.groupBy({ by: ['state'], _count: true })).toEqual([
        { state: 'ticket', _count: MAILS },
      ]);
      expect(await store.prisma.outgoingEmail.count()).toBe(MAILS);

      expect(emailsByCustomer()).toEqual(new Map(tickets.map(({ requesterEmail }) => [requesterEmail, 1])));
      report('mails', { mails: MAILS, tries, kills, repeated: sink.emails.length - MAILS });
    },
    10 * MINUTE,
  );

  it(
    shows('each ticket that is closed gets one closing email', 'PRO-29 (partly)'),
    async () => {
      const [random, pauses] = [new Random(chaosSeed + 2), new Random(chaosSeed + 3)];
      const tickets = await store.prisma.ticket.findMany({ select: { id: true, requesterEmail: true } });
      const waiting = tickets.map(({ id }) => id.toString());
      const pause = (SECONDS * 500 * LANES) / MAILS;
      const lane = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          await close(id);
          await delay(pause * pauses.next());
        }
      };
      const [kills] = await Promise.all([kill(SECONDS / 2, random), ...Array.from({ length: LANES }, lane)]);

      expectEachKilled(kills);
      await emailsSent('closing');
      expect(await store.prisma.outgoingEmail.count()).toBe(2 * MAILS);
      expect(emailsByCustomer()).toEqual(new Map(tickets.map(({ requesterEmail }) => [requesterEmail, 2])));
      const ended = () => store.prisma.processInstance.count({ where: { status: 'completed' } });
      await eventually('the end of every process', async () => ((await ended()) === MAILS ? true : undefined), MINUTE);

      const verification = await store.verify();
      expect(verification.faults).toEqual([]);
      expect(desk.product.logs()).not.toMatch(/TMPRL1100|nondeterminism/i);
      report('closings', { tickets: MAILS, kills, repeated: sink.emails.length - 2 * MAILS });
    },
    10 * MINUTE,
  );

  const report = (what: string, counts: object): void => {
    process.stderr.write(`mail chaos, ${what}: ${JSON.stringify(counts)}\n`);
  };

  /** Waits until the mail server has taken the email of this kind for every ticket. */
  const emailsSent = (template: string): Promise<unknown> => {
    const sent = async () => {
      const taken = await store.prisma.outgoingEmail.count({ where: { state: 'sent', template } });
      return taken === MAILS ? taken : undefined;
    };
    return eventually(`a ${template} for every ticket`, () => sent().catch(() => undefined), 4 * MINUTE);
  };

  /** How many emails each customer got, the same Message-ID being one email. */
  const emailsByCustomer = (): ReadonlyMap<string, number> => {
    const ids = new Map<string, Set<string>>();
    for (const { to, messageId } of sink.emails) ids.set(to, (ids.get(to) ?? new Set()).add(messageId));
    return new Map([...ids].map(([to, emails]) => [to, emails.size]));
  };

  /** As an engineer does whose browser says that something went wrong: looks again, and tries again. */
  const close = async (id: string): Promise<void> => {
    for (;;) {
      try {
        const ticket = await desk.ticket(id);
        if (ticket.tasks.length === 0) return;
        await desk.solve(ticket, 'Готово');
      } catch {
        await delay(200);
      }
    }
  };

  const kill = (seconds: number, random: Random): Promise<Readonly<Record<string, number>>> => {
    const blows = Object.fromEntries(ORDER.map((name) => [name, () => desk.product.kill(name)]));
    return killInTurn(blows, ORDER, random, seconds * 1_000);
  };
});
