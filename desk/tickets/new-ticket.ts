import type { Variables } from '../../bpmn/index.js';
import type { StoredFile } from '../attachments/attachments.js';
import type { Author } from '../work-items/author.js';

export interface Requester {
  readonly email: string;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly login?: string | undefined;
}

/** What a ticket is registered from. What is left out takes the pack's default. */
export interface NewTicket {
  readonly desk: string;
  readonly subject: string;
  readonly text: string;
  readonly requester: Requester;
  readonly type?: string | undefined;
  readonly priority?: string | undefined;
  readonly channel?: string | undefined;
  readonly fields?: Variables | undefined;
  /** When it came in, by the product's clock. */
  readonly at: Date;
  readonly author: Author;
  /** What it is made from; the same source never makes a second ticket. */
  readonly source: string;
  /** Hash of what was asked for: another one with the same source is refused. */
  readonly sourceHash: string;
  /** The ticket it repeats. */
  readonly previous?: bigint | undefined;
  /** The ticket that the mail named, without its author being one of that ticket. */
  readonly mentions?: bigint | undefined;
  /** The mail it came by. */
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly StoredFile[] | undefined;
}

/** `start`: the row that asks for its process instance; absent when the ticket was there before. */
export interface Registered {
  readonly answer: 'registered';
  readonly ticket: bigint;
  readonly number: string;
  readonly start?: bigint;
}
