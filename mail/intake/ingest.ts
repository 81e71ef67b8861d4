import type { PoolClient } from 'pg';
import { numbersIn } from '../../regulations/numbers/ticket-number.js';
import type { Pack } from '../../regulations/model/pack.js';
import { autoSubmittedReason, parseMail, quietReason, storable, type ParsedMail } from '../../mime/index.js';
import type {
  PostCommit,
  AnsweredTicket,
  AttachmentStore,
  ThreadTicket,
  DeskOf,
  StoredFile,
  EmailOutcome,
  Store,
  WaitingEmail,
} from '../../desk/index.js';

/** What the intake works with. */
export interface IntakeDeps {
  readonly store: Pick<Store, 'packs' | 'tickets' | 'threads' | 'participants' | 'incomingEmails' | 'engine'>;
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

/** What a ticket says whose mail nobody here can read. */
const encryptedText = (language: string): string =>
  language.startsWith('ru')
    ? 'Письмо зашифровано, прочитать его здесь нельзя. Оно приложено файлом. Попросите отправителя прислать письмо без шифрования.'
    : 'The email is encrypted and cannot be read here. It is attached as a file. Ask its sender to send it without encryption.';

const deskAddresses = ({ desk }: DeskOf): readonly string[] => desk.addresses.map((own) => own.toLowerCase());

/** The ticket that a mail is about: by what it answers, else by a number in its subject, which anybody may write. */
async function threadOf(
  { store }: IntakeDeps,
  client: PoolClient,
  { desk, pack }: DeskOf,
  mail: ParsedMail,
): Promise<AnsweredTicket | undefined> {
  const answered = await store.threads.byMessageIds(client, desk.code, mail.answers);
  if (answered?.certain) return answered;
  const named = await store.threads.byNumbers(client, desk.code, numbersIn(pack.numbering, mail.subject));
  return named ? { ...named, trusted: false, certain: false } : answered;
}

interface CurrentThread extends ThreadTicket {
  /** Not trusted: its author is none of the ticket's participants. */
  readonly trusted: boolean;
}

/**
 * As `threadOf`, for what a person wrote. Participants belong to the ticket whatever led to it. Their answer to a ticket
 * that has been repeated is about its newest repetition.
 */
async function currentThread(
  deps: IntakeDeps,
  client: PoolClient,
  place: DeskOf,
  mail: ParsedMail,
  author: string,
): Promise<CurrentThread | undefined> {
  const found = await threadOf(deps, client, place, mail);
  if (!found) return undefined;
  const trusted = found.trusted || (await deps.store.participants.includes(client, found.ticket, author));
  const thread = { ...found, trusted };
  if (thread.open || !trusted) return thread;
  const repeat = await deps.store.threads.newestRepeat(client, thread.ticket);
  return repeat ? { ...repeat, trusted } : thread;
}

/** Does the mail join the ticket that it is about? That of a stranger only where the desk wants it, and while it is open. */
const joins = ({ desk, pack }: DeskOf, { open, trusted }: CurrentThread): boolean =>
  trusted ? open || pack.conversation.afterClosing === 'comment' : open && desk.strangers === 'comment';

/** Turns an email into a ticket or a comment, inside the transaction that gives the mail its outcome. */
async function ticketOrComment(
  deps: IntakeDeps,
  client: PoolClient,
  { waiting, mail, place, files }: IngestedEmail,
): Promise<{ readonly outcome: EmailOutcome; readonly postCommit?: PostCommit }> {
  const { tickets, participants } = deps.store;
  const address = mail.answerTo ?? { email: waiting.sender };
  const author = { kind: 'requester' as const, name: address.name ?? address.email };
  const text = mail.encrypted && mail.text === '' ? encryptedText(place.pack.language) : mail.text;
  const quiet = quietReason(mail, waiting.sender);
  const wishes = quiet === undefined ? {} : { quiet };
  const common = { author, at: waiting.receivedAt, mail: waiting.id, attachments: files };
  const writer = mail.from?.email ?? waiting.sender;
  const thread = await currentThread(deps, client, place, mail, writer);
  const company = [writer, ...mail.recipients].filter((email) => !deskAddresses(place).includes(email.toLowerCase()));
  if (thread && joins(place, thread)) {
    const { ticket, trusted } = thread;
    const comment = { ...common, ticket, text, internal: false, answers: trusted, outside: !trusted };
    const done = await tickets.commentInTransaction(client, comment);
    if ('answer' in done) return { outcome: { state: 'failed', reason: `refused: ${done.reason}` } };
    if (trusted) await participants.add(client, ticket, company);
    return { outcome: { state: 'comment', ticket, ...(trusted ? {} : { trusted }), ...wishes }, postCommit: done };
  }
  const repeated = thread?.trusted ? thread : undefined;
  const source = `mail ${waiting.desk} ${waiting.id}`;
  const registered = await tickets.registerInTransaction(client, {
    ...common,
    desk: waiting.desk,
    subject: repeated?.subject ?? subjectOf(mail),
    text,
    requester: address,
    channel: place.pack.channelOf.mail,
    previous: repeated?.ticket,
    mentions: repeated ? undefined : thread?.ticket,
    source,
    sourceHash: source,
  });
  if (registered.answer === 'refused') return { outcome: { state: 'failed', reason: `refused: ${registered.reason}` } };
  await participants.add(client, registered.ticket, [address.email, ...company]);
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
