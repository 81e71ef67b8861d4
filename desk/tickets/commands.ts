import type { Variables } from '../../bpmn/index.js';
import type { KeptFile } from '../attachments/attachments.js';

/** Who did something to a ticket. */
export interface Author {
  readonly kind: 'requester' | 'staff' | 'system';
  /** As the timeline shows it. */
  readonly name: string;
  /** Who of the staff wrote it down for the requester, as the timeline shows them. */
  readonly recordedBy?: string | undefined;
}

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
  /** The mail it came by. */
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly KeptFile[] | undefined;
}

/** `start`: the row that asks for its process instance; absent when the ticket was there before. */
export interface Registered {
  readonly answer: 'registered';
  readonly ticket: bigint;
  readonly number: string;
  readonly start?: bigint;
}

export interface NewComment {
  /** Does a process that waits for the requester's answer go on? By default if the requester is the author. */
  readonly answers?: boolean | undefined;
  readonly ticket: bigint;
  readonly text: string;
  readonly internal: boolean;
  readonly author: Author;
  readonly at: Date;
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly KeptFile[] | undefined;
}

/** A button pressed: a message to the subscription that offers it. */
export interface TakenAction {
  readonly ticket: bigint;
  /** Name and correlation key of the subscription. */
  readonly message: string;
  readonly correlationKey: string;
  readonly label: string;
  /** Form of the pack that the values were filled in. */
  readonly form?: string | undefined;
  readonly values: Variables;
  readonly author: Author;
}
