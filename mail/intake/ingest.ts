import type { PoolClient } from 'pg';
import { numbersIn } from '../../regulations/numbers/ticket-number.js';
import type { Pack } from '../../regulations/model/pack.js';
import { autoSubmittedReason, parseMail, storable, suppressesAutoReplies, type ParsedMail } from '../../mime/index.js';
import type {
  PostCommit,
  AnsweredTicket,
  AttachmentStore,
  DeskOf,
  StoredFile,
  EmailOutcome,
  Store,
  WaitingEmail,
} from '../../desk/index.js';

/** What the intake works with. */
export interface IntakeDeps {
  readonly store: Pick<Store, 'packs' | 'tickets' | 'threads' | 'incomingEmails' | 'engine'>;
  readonly attachments: AttachmentStore;
}

/** A mail that a person wrote, with what its ticket or comment is made of. */
interface IngestedEmail {
  readonly waiting: WaitingEmail;
  readonly mail: ParsedMail;
  readonly place: DeskOf;
  readonly files: readonly StoredFile[];
}

const LONGEST_SUBJECT = 500;

/** A subject for a mail without one: its first line. */
const subjectOf = ({ subject, text }: ParsedMail): string =>
  storable((subject || (text.split('\n').find((line) => line.trim() !== '') ?? '—').trim()).slice(0, LONGEST_SUBJECT));

const ownAddresses = (packs: readonly { readonly pack: Pack }[]): readonly string[] =>
  packs.flatMap(({ pack }) => pack.desks.flatMap(({ addresses }) => addresses.map((own) => own.toLowerCase())));

/** The ticket that a mail is about: by what it answers, else by a number in its subject, which anybody may write. */
async function threadOf(
  { store }: IntakeDeps,
  client: PoolClient,
  { desk, pack }: DeskOf,
  mail: ParsedMail,
): Promise<AnsweredTicket | undefined> {
  const answered = await store.threads.byMessageIds(client, desk.code, mail.answers);
  if (answered?.trusted) return answered;
  const named = await store.threads.byNumbers(client, desk.code, numbersIn(pack.numbering, mail.subject));
  return named ? { ...named, trusted: false } : answered;
}

/**
 * As `threadOf`, for what a person wrote. The requester belongs to the ticket whatever led to it. An answer to a ticket
 * that has been repeated is about its newest repetition; one of a stranger to a closed ticket is a matter of its own.
 */
async function currentThread(
  deps: IntakeDeps,
  client: PoolClient,
  place: DeskOf,
  mail: ParsedMail,
  writtenBy: readonly string[],
): Promise<AnsweredTicket | undefined> {
  const found = await threadOf(deps, client, place, mail);
  if (!found) return undefined;
  const requester = found.requester.toLowerCase();
  const trusted = found.trusted || writtenBy.some((email) => email.toLowerCase() === requester);
  const thread = { ...found, trusted };
  if (thread.open) return thread;
  if (!trusted) return undefined;
  const repeat = await deps.store.threads.newestRepeat(client, thread.ticket);
  return repeat ? { ...repeat, trusted } : thread;
}

/** Turns an email into a ticket or a comment, inside the transaction that gives the mail its outcome. */
async function ticketOrComment(
  deps: IntakeDeps,
  client: PoolClient,
  { waiting, mail, place, files }: IngestedEmail,
): Promise<{ readonly outcome: EmailOutcome; readonly postCommit?: PostCommit }> {
  const { tickets } = deps.store;
  const address = mail.answerTo ?? { email: waiting.sender };
  const author = { kind: 'requester' as const, name: address.name ?? address.email };
  const wishes = suppressesAutoReplies(mail) ? { quiet: true } : {};
  const common = { author, at: waiting.receivedAt, mail: waiting.id, attachments: files };
  const thread = await currentThread(deps, client, place, mail, [address.email, mail.from?.email ?? address.email]);
  if (thread && (thread.open || place.pack.conversation.afterClosing === 'comment')) {
    const { ticket, trusted } = thread;
    const comment = { ...common, ticket, text: mail.text, internal: false, answers: trusted };
    const done = await tickets.commentInTransaction(client, comment);
    if ('answer' in done) return { outcome: { state: 'failed', reason: `refused: ${done.reason}` } };
    return { outcome: { state: 'comment', ticket, ...(trusted ? {} : { trusted }), ...wishes }, postCommit: done };
  }
  const source = `mail ${waiting.desk} ${waiting.id}`;
  const registered = await tickets.registerInTransaction(client, {
    ...common,
    desk: waiting.desk,
    subject: thread?.subject ?? subjectOf(mail),
    text: mail.text,
    requester: address,
    channel: place.pack.channelOf.mail,
    previous: thread?.ticket,
    source,
    sourceHash: source,
  });
  if (registered.answer === 'refused') return { outcome: { state: 'failed', reason: `refused: ${registered.reason}` } };
  const postCommit = { workItem: registered.ticket, start: registered.start };
  return { outcome: { state: 'ticket', ticket: registered.ticket, ...wishes }, postCommit };
}

/**
 * Reads a waiting mail and gives it its outcome, once, together with the ticket or comment it becomes. Attachments are
 * stored before; a repetition stores the same bytes under the same hash.
 * @throws when the database or the attachment store is away: the mail waits and is taken again
 */
export async function ingest(deps: IntakeDeps, waiting: WaitingEmail): Promise<EmailOutcome | undefined> {
  const { packs, threads, incomingEmails, engine, tickets } = deps.store;
  const place = await packs.desk(waiting.desk);
  const now = await engine.clock.now();
  const decided = (outcome: EmailOutcome) => incomingEmails.decide(waiting.id, now, () => Promise.resolve(outcome));
  if (!place) return decided({ state: 'failed', reason: `no such desk: ${waiting.desk}` });

  let mail: ParsedMail;
  try {
    mail = await parseMail(waiting.raw);
  } catch (error) {
    return decided({ state: 'failed', reason: `unreadable: ${(error as Error).message}` });
  }
  const reason = autoSubmittedReason({
    mail,
    sender: waiting.sender,
    ownAddresses: ownAddresses(await packs.current()),
    ownEmail: waiting.messageId !== undefined && (await threads.isOwn(waiting.messageId)),
  });
  if (reason !== undefined) {
    return incomingEmails.decide(waiting.id, now, async (client) => {
      const about =
        (await threadOf(deps, client, place, mail)) ??
        (await threads.byMessageIds(client, waiting.desk, mail.mentioned));
      return { state: 'ignored', reason, ticket: about?.ticket };
    });
  }
  const files: StoredFile[] = [];
  for (const { name, mediaType, content } of mail.files) {
    files.push({ name, mediaType, size: content.length, hash: await deps.attachments.put(content) });
  }
  let postCommit: PostCommit | undefined;
  const outcome = await incomingEmails.decide(waiting.id, now, async (client) => {
    const taken = await ticketOrComment(deps, client, { waiting, mail, place, files });
    postCommit = taken.postCommit;
    return taken.outcome;
  });
  if (postCommit) await tickets.afterCommit(postCommit);
  return outcome;
}
