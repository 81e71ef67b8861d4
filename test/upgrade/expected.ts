import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version that the dump was made with. */
export const COMMIT = '3f357fd';
/** The dump: SQL as text, compressed. */
export const DUMP = join(import.meta.dirname, `${COMMIT}.sql.gz`);
/** What is in it, and what becomes of it. */
export const EXPECTED = join(import.meta.dirname, 'expected.json');

type Variables = Readonly<Record<string, unknown>>;

/** One thing to do to an instance. Things are named by type or element, not by key: they need not be there yet. */
export type Step =
  /** Complete a job of this type; `times`: so many of them, one after the other. */
  | { readonly do: 'job'; readonly type: string; readonly variables?: Variables; readonly times?: number }
  /** Complete a user task of this element. */
  | { readonly do: 'task'; readonly element: string; readonly variables?: Variables; readonly times?: number }
  /** Publish a message. */
  | { readonly do: 'message'; readonly name: string; readonly key: string; readonly variables?: Variables }
  /** Let the clock pass the due instant of the timer of this element (in `waits`). */
  | { readonly do: 'timer'; readonly element: string }
  /** Let a worker of this Temporal task queue run this activity; it answers `{"greeting": "hello"}`. */
  | { readonly do: 'activity'; readonly taskQueue: string; readonly activity: string }
  /** Its children come to their ends: those in `instances`, and those that are opened yet (`later`). */
  | { readonly do: 'children' }
  /** Set variables of the instance, the retries of the incident's job where it has one, and resolve the incident. */
  | { readonly do: 'incident'; readonly type: string; readonly variables?: Variables; readonly retries?: number }
  /** The customer of this ticket answers: `POST /api/tickets/{ticketId}/comments` with `fromRequester`. */
  | { readonly do: 'reply'; readonly ticketId: string; readonly text: string }
  /** Cancel the instance. */
  | { readonly do: 'cancel' };

export type Ending = 'completed' | 'terminated';

/** What an instance waits for in the dump, as its rows say. */
export interface Waiting {
  readonly for: 'job' | 'task' | 'timer' | 'message' | 'activity' | 'child' | 'unopened child' | 'incident';
  readonly element: string;
  /** Type of the job or incident, name of the message, `queue/activity`, process of the child. */
  readonly type?: string;
  /** State of the job, task or subscription. */
  readonly state?: string;
  readonly assignee?: string;
  readonly retries?: number;
  /** Until when the job is locked. */
  readonly lockedUntil?: string;
  readonly backOffUntil?: string;
  readonly due?: string;
  readonly correlationKey?: string;
  /** Key of the child. */
  readonly child?: string;
}

/** An instance that is in flight. */
export interface InFlight {
  readonly key: string;
  readonly process: string;
  readonly version: number;
  /** What it is called in the recipe; a child has none. For a started instance also its `businessId`. */
  readonly id?: string;
  readonly what: string;
  readonly parent?: string;
  readonly ticketId?: string;
  /** False: no workflow has been started for it yet. */
  readonly workflow: boolean;
  readonly waits: readonly Waiting[];
  /** Kinds of the inputs that were accepted and are not consumed, in order. */
  readonly open?: readonly string[];
  /** What brings it to its end, in order; what is done to it by its open inputs or its caller is not in here. */
  readonly finish: readonly Step[];
  readonly ends: Ending;
  /** Variables of the process that it leaves, among others. */
  readonly leaves?: Variables;
}

export interface Expected {
  readonly commit: string;
  /** When the dump was taken. */
  readonly recordedAt: string;
  /** Instances by state, and what is in flight by kind. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Throw-away secrets. */
  readonly access: {
    readonly admin: string;
    readonly engineer: string;
    /** Sent as Bearer. */
    readonly key: string;
    readonly client: { readonly id: string; readonly secret: string };
  };
  readonly instances: readonly InFlight[];
  /** Instances that had ended. */
  readonly ended: readonly { readonly key: string; readonly process: string; readonly state: Ending }[];
  /** Inputs that were accepted and are not consumed. */
  readonly inputs: readonly { readonly instance: string; readonly number: number; readonly kind: string }[];
  /** Rows of instances that were asked for and are not opened. */
  readonly starts: readonly {
    readonly kind: string;
    readonly process: string;
    readonly parent?: string;
    readonly element?: string;
  }[];
  /** What starts by itself, and when next. */
  readonly timerStarts: readonly { readonly process: string; readonly element: string; readonly due: string }[];
  /** Buffered messages that nobody has taken. */
  readonly messages: readonly { readonly name: string; readonly key: string; readonly expires: string }[];
  /** Accepted mail that nobody has read: each becomes a ticket. */
  readonly mails: readonly { readonly messageId: string; readonly subject: string }[];
  /** Letters that are to be sent. */
  readonly letters: readonly { readonly ticketId: string; readonly template: string }[];
  /** What brings an instance of a process to its end that is opened from what was left: children, starts, tickets. */
  readonly later: Readonly<Record<string, readonly Step[]>>;
}

/** Reads `expected.json`. */
export const readExpected = (): Expected => JSON.parse(readFileSync(EXPECTED, 'utf8')) as Expected;
