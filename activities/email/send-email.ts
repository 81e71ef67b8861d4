import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { Variables } from '../../bpmn/index.js';
import { MissingValueError } from '../../regulations/email-templates/template.js';
import { TEMPLATE_HEADER } from '../../regulations/model/diagram-faults.js';
import type { ActivityInput } from '../../engine/index.js';
import { EMAIL_LEASE_MS, type StoredEmail, type EmailLease, type Store } from '../../desk/index.js';
import { composeEmail } from './compose-email.js';
import { EmailRefusedError, type MailTransport } from './mail-transport.js';

/** Task queue of the activities that send mail. */
export const MAIL_TASK_QUEUE = 'mail';

/** What the activities work with. */
export interface MailDeps {
  readonly store: Pick<Store, 'outgoingEmails' | 'packs' | 'engine'>;
  readonly transport: MailTransport;
  /** The attempt of the Temporal worker: takes heartbeats, and says when it is cancelled. */
  readonly attempt?: () => Attempt;
}

export interface Attempt {
  heartbeat(): void;
  /** Rejects when the attempt is called off; never resolves. */
  readonly cancelled: Promise<never>;
}

/** Code of the BPMN error that a diagram may catch when a mail server refuses an email for good. */
export const EMAIL_REFUSED = 'letter-refused';

/** Heartbeats while an email is delivered: a mail server may think for minutes. */
const HEARTBEAT_MS = EMAIL_LEASE_MS / 3;

/** A failure that no further attempt can fix: an incident at once, for a person to look at. */
const hopeless = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message);

const refused = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message, EMAIL_REFUSED);

/**
 * Comes again at the ordinary pauses, which grow: a diagram's attempts must last for as long as a mail server may think,
 * or an incident would lead to a second email.
 */
const waits = ({ held }: StoredEmail): ApplicationFailure =>
  ApplicationFailure.create({
    message: held ? 'Another attempt delivers the email' : 'An earlier email of the ticket is on its way',
  });

/** For a minute or two: so long is the database away when it is started again. */
const RECORD_PAUSE_MS = 250;
const RECORD_TRIES = 400;

const alone: Attempt = { heartbeat: () => undefined, cancelled: new Promise<never>(() => undefined) };

/**
 * Of the first attempt that stores the email; every later one sends it as it was stored, so that an email which was sent
 * twice is one email. It cannot be guessed: who knows it has got the email, and may answer for its ticket.
 */
const newMessageId = ({ processInstance, wait }: ActivityInput, address: string): string =>
  `<${processInstance}.${wait}.${randomUUID()}@${address.split('@')[1]!}>`;

/** The activities of the task queue `mail`. */
export function createMailActivities(deps: MailDeps) {
  const { outgoingEmails, packs, engine } = deps.store;

  const write = async (request: ActivityInput): Promise<StoredEmail> => {
    const instance = BigInt(request.processInstance);
    const ticket = await outgoingEmails.ticketOf(instance);
    if (!ticket) throw hopeless(`The process instance ${request.processInstance} belongs to no ticket`);
    const { pack } = await packs.version(ticket.packCode, ticket.packVersion);
    const name = request.headers[TEMPLATE_HEADER] ?? '';
    const template = pack.letters[name];
    if (!template) throw hopeless(`The pack ${pack.code} has no email template «${name}»`);
    const address = pack.desks.find(({ code }) => code === ticket.desk)?.addresses[0] ?? '';
    const messageId = newMessageId(request, address);
    const writtenAt = await engine.clock.now();
    const { variables, wait } = request;
    const draft = await composeEmail({ pack, ticket, template, messageId, variables, writtenAt });
    const { id, desk } = ticket;
    return outgoingEmails.write({ ...draft, messageId, ticket: id, desk, instance, wait, template: name, writtenAt });
  };

  /** Keeps lease and attempt alive for as long as the work takes. A renewal that fails is tried again by the next. */
  const held = async (lease: EmailLease, { heartbeat }: Attempt, work: () => Promise<void>): Promise<void> => {
    const signs = setInterval(() => {
      heartbeat();
      outgoingEmails.renew(lease).catch(() => undefined);
    }, HEARTBEAT_MS);
    try {
      await work();
    } finally {
      clearInterval(signs);
    }
  };

  /** Once a mail server has the email, an attempt that ended because this cannot be written down would send a copy. */
  const record = async (lease: EmailLease, state: 'sent' | 'kept'): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await outgoingEmails.delivered(lease, state, await engine.clock.now());
      } catch (error) {
        if (tries === RECORD_TRIES) throw error;
        await delay(RECORD_PAUSE_MS);
      }
    }
  };

  const deliver = async (lease: EmailLease): Promise<void> => {
    let state: 'sent' | 'kept';
    try {
      state = await deps.transport.deliver(lease.email);
    } catch (error) {
      const { message } = error as Error;
      const forGood = error instanceof EmailRefusedError;
      await outgoingEmails.failed(lease, message, forGood ? 'refused' : 'again');
      throw forGood ? refused(message) : error;
    }
    await record(lease, state);
  };

  return {
    /**
     * Writes the email that the task's header `template` names to the ticket's requester, and sends it. The email is
     * stored before it is sent and sent as it was stored on every retry, by one attempt at a time;
     * once it was taken, a repetition does nothing. A mail server's refusal for good is the BPMN error `letter-refused`.
     * An attempt that is called off leaves its dialogue to end by itself: the outcome is recorded all the same.
     */
    async sendLetter(request: ActivityInput): Promise<Variables> {
      const instance = BigInt(request.processInstance);
      let email = await outgoingEmails.find(instance, request.wait);
      try {
        email ??= await write(request);
      } catch (error) {
        if (error instanceof MissingValueError) throw hopeless(error.message);
        throw error;
      }
      const lease = email.state === 'pending' ? await outgoingEmails.take(email) : undefined;
      if (!lease) {
        const now = await outgoingEmails.find(instance, request.wait);
        if (now?.state === 'refused') throw refused(now.error ?? '');
        if (now?.state === 'pending') throw waits(now);
        return {};
      }
      const attempt = deps.attempt?.() ?? alone;
      await Promise.race([held(lease, attempt, () => deliver(lease)), attempt.cancelled]);
      return {};
    },
  };
}

export type MailActivities = ReturnType<typeof createMailActivities>;
