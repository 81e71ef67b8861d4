import type { Pool, PoolClient } from 'pg';
import {
  inTransaction,
  type AfterCommit,
  type Answer,
  type ProductClock,
  type Notices,
  type Outcomes,
  type Refusal,
  type StartRows,
} from '../../engine/index.js';
import { storable } from '../../mime/index.js';
import type { PackStore } from '../packs/packs.js';
import type { NewComment, NewTicket, Registered, TakenAction } from './commands.js';
import { addEvent } from '../work-items/events.js';
import { publishNow, type PublishedInputs } from '../work-items/publish.js';
import { registerTicket } from './register.js';

/** Topic of the notices that tell pages about tickets. */
export const TICKETS = 'tickets';

/** What a transaction on tickets leaves to be done after it. */
export interface PostCommit {
  readonly ticket: bigint;
  readonly start?: bigint | undefined;
  readonly inputs?: PublishedInputs | undefined;
}

/** Everything that may be done to tickets; what their process does is the engine's. */
export interface Tickets {
  /** Registers a ticket once per source, in one transaction, and opens its process instance. */
  register(asked: NewTicket): Promise<Registered | Refusal>;
  /** As `register`, inside the caller's transaction; the caller calls `afterCommit` after it. */
  registerInTransaction(client: PoolClient, asked: NewTicket): Promise<Registered | Refusal>;
  /** Adds a comment. One of the requester reaches the process as a message where it waits for an answer. */
  comment(asked: NewComment): Promise<Answer>;
  /** As `comment`, inside the caller's transaction. */
  commentInTransaction(client: PoolClient, asked: NewComment): Promise<PostCommit | Refusal>;
  /** Presses a button: publishes its message and notes who did it, both or nothing. */
  act(asked: TakenAction): Promise<Answer>;
  /** Opens what was asked for and waits for the outcomes of what was published. */
  afterCommit(done: PostCommit): Promise<void>;
}

/** The process gets the beginning of a long answer; the comment has it whole. */
const LONGEST_VARIABLE = 4_000;

/** An answer that came while the process went from one wait for it to the next finds the next one. */
const LOOK_ON_MS = 30_000;

const nobodyWaits: Refusal = {
  answer: 'refused',
  code: 'wrong-state',
  reason: 'The process does not offer this action any more.',
};

export function createTickets(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly packs: PackStore;
  readonly startRows: StartRows;
  readonly outcomes: Outcomes;
  readonly afterCommit: AfterCommit;
  readonly notices: Notices;
}): Tickets {
  const { pool, packs, notices } = deps;

  /** Has inputs that a publication made stepped, and waits for what becomes of them. */
  const outcomesOf = (inputs: PublishedInputs): Promise<readonly Answer[]> => {
    const found = inputs.map(([instance, number]) => deps.outcomes.of(instance, number));
    deps.afterCommit.delivered(inputs.map(([instance]) => instance));
    return Promise.all(found);
  };

  const finish = async ({ ticket, start, inputs = [] }: PostCommit): Promise<void> => {
    if (start !== undefined) await deps.startRows.openNow(start);
    notices.changed(TICKETS, [ticket.toString()]);
    await outcomesOf(inputs);
  };

  const commentInTransaction = async (client: PoolClient, asked: NewComment): Promise<PostCommit | Refusal> => {
    const { rows } = await client.query<{ pack_code: string; pack_version: number }>(
      'select pack_code, pack_version from tickets where id = $1',
      [asked.ticket],
    );
    const row = rows[0];
    if (!row) return { answer: 'refused', code: 'not-found', reason: `There is no ticket ${asked.ticket}.` };
    const { text, internal, author, at, mail, attachments } = asked;
    const content = { text, internal };
    await addEvent(client, { ticket: asked.ticket, kind: 'comment', at, author, content, mail, attachments });
    if (!(asked.answers ?? author.kind === 'requester')) return { ticket: asked.ticket };
    const { pack } = await packs.version(row.pack_code, row.pack_version, client);
    const inputs = await publishNow(client, {
      name: pack.conversation.replyMessage,
      correlationKey: asked.ticket.toString(),
      variables: { text: storable(text.slice(0, LONGEST_VARIABLE)), from: author.name },
      at,
      lookOnMs: LOOK_ON_MS,
    });
    return { ticket: asked.ticket, inputs };
  };

  return {
    afterCommit: finish,
    commentInTransaction,
    registerInTransaction: (client, asked) => registerTicket(client, packs, asked),

    async register(asked) {
      const answer = await inTransaction(pool, (client) => registerTicket(client, packs, asked));
      if (answer.answer === 'registered') await finish(answer);
      return answer;
    },

    async comment(asked) {
      const done = await inTransaction(pool, (client) => commentInTransaction(client, asked));
      if ('answer' in done) return done;
      await finish(done);
      return { answer: 'applied' };
    },

    async act({ ticket, message, correlationKey, label, form = null, values, author }) {
      const at = await deps.clock.now();
      const taken = await inTransaction(pool, async (client): Promise<PostCommit | Refusal> => {
        const inputs = await publishNow(client, { name: message, correlationKey, variables: values, at });
        if (inputs.length === 0) return nobodyWaits;
        await addEvent(client, { ticket, kind: 'action', at, author, content: { label, form, values } });
        return { ticket, inputs };
      });
      if ('answer' in taken) return taken;
      const outcomes = await outcomesOf(taken.inputs ?? []);
      await finish({ ticket });
      return outcomes[0] ?? { answer: 'applied' };
    },
  };
}
