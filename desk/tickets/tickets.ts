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
import type { PackStore } from '../packs/packs.js';
import { takeAction, type TakenAction } from '../work-items/actions.js';
import { createPostCommit, type PostCommit } from '../work-items/post-commit.js';
import { addComment, type NewComment } from './comments.js';
import type { NewTicket, Registered } from './new-ticket.js';
import { registerTicket } from './register.js';

/** Topic of the notices that tell pages about tickets. */
export const TICKETS = 'tickets';

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

export function createTickets(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly packs: PackStore;
  readonly startRows: StartRows;
  readonly outcomes: Outcomes;
  readonly afterCommit: AfterCommit;
  readonly notices: Notices;
}): Tickets {
  const { pool, packs, clock } = deps;
  const finish = createPostCommit({ ...deps, topic: TICKETS });

  return {
    afterCommit: async (done) => void (await finish(done)),
    commentInTransaction: (client, asked) => addComment(client, packs, asked),
    registerInTransaction: (client, asked) => registerTicket(client, packs, asked),

    async register(asked) {
      const answer = await inTransaction(pool, (client) => registerTicket(client, packs, asked));
      if (answer.answer === 'registered') await finish({ workItem: answer.ticket, start: answer.start });
      return answer;
    },

    async comment(asked) {
      const done = await inTransaction(pool, (client) => addComment(client, packs, asked));
      if ('answer' in done) return done;
      await finish(done);
      return { answer: 'applied' };
    },

    async act(action) {
      const at = await clock.now();
      const done = await inTransaction(pool, (client) => takeAction(client, action, at));
      if ('answer' in done) return done;
      const [outcome] = await finish(done);
      return outcome ?? { answer: 'applied' };
    },
  };
}
