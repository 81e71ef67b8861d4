import { z } from 'zod';
import type { Calendar } from '../calendar/calendar.js';
import { calendarSource } from './calendar-schema.js';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Expected a code: small letters, digits and hyphens');
const label = z.string().trim().min(1);
/** Clause of the regulation that a value carries out. */
const clause = z.string().optional();
/** False: the regulation is silent here, the value was entered by a person. */
const fromRegulation = z.boolean().default(true);

/** A value of a list with what people call it. */
const listed = z.strictObject({ code, label, fromRegulation, clause });

const list = z
  .array(listed)
  .min(1)
  .refine((values) => new Set(values.map((value) => value.code)).size === values.length, 'A code stands twice');

/**
 * What a queue is ordered by, the most important first. `flag`: tickets whose variable is true stand first; `priority`:
 * by the order of the priorities; `due`: the earliest term first, those without a term last; `registered`: first come,
 * first served. The words are the regulation's.
 */
const criterion = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('flag'),
    variable: z.string().min(1),
    /** Variable with the reason why it is true. */
    reason: z.string().optional(),
    label,
    yes: label,
    no: label,
    clause,
  }),
  z.strictObject({ by: z.literal('priority'), label, clause }),
  z.strictObject({ by: z.literal('due'), milestone: code, label, none: label, clause }),
  z.strictObject({ by: z.literal('registered'), label, clause }),
]);

/** A milestone whose time is measured; a target makes a term of it. Targets are working minutes by priority. */
const milestone = z.strictObject({
  code,
  label,
  calendar: code,
  targets: z.record(code, z.number().positive()).default({}),
  fromRegulation,
  clause,
});

const email = z.strictObject({
  subject: z.string().trim().min(1),
  /** File of the pack with the text. */
  file: z.string().min(1),
  /** Sent without a person having written it: other machines are told not to answer. */
  automatic: z.boolean(),
  fromRegulation,
  clause,
});

const shared = {
  code,
  name: label,
  /** Language of the texts (BCP 47). */
  language: z.string().min(2),
  /** The regulation that this pack carries out. */
  regulation: z.strictObject({ title: label, organisation: label }),
  desks: z
    .array(
      z.strictObject({
        code,
        name: label,
        addresses: z.array(z.email()).min(1),
        calendar: code,
        /**
         * What the email of somebody becomes who names a ticket without being one of its participants: a ticket of its own
         * that mentions the other (the default), or a comment that is marked.
         */
        strangers: z.enum(['ticket', 'comment']).optional(),
        clause,
      }),
    )
    .min(1),
  /** Process of every ticket. */
  process: z.string().min(1),
  numbering: z.strictObject({
    /** Tickets of all desks with the same series are numbered through. */
    series: code,
    prefix: z.string().regex(/^[\p{L}\d-]{1,20}$/u),
    digits: z.int().min(1).max(12),
    fromRegulation,
  }),
  types: list,
  /** Most urgent first. */
  priorities: list,
  defaults: z.strictObject({ type: code, priority: code }),
  statuses: list,
  channels: list,
  /** Channels of mail, and of calls to the API that name none. */
  channelOf: z.strictObject({ mail: code, api: code }),
  roles: list,
  milestones: z.array(milestone),
  queue: z.strictObject({ order: z.array(criterion).min(1) }),
  conversation: z.strictObject({
    /** Message that a process waiting for the requester's answer catches; its correlation key is the ticket's id. */
    replyMessage: z.string().min(1),
    /** What an answer to a closed ticket becomes. */
    afterClosing: z.enum(['comment', 'repeat']),
    clause,
  }),
};

/** `pack.json` as written. */
export const packSource = z.strictObject({
  ...shared,
  calendars: z.array(calendarSource),
  letters: z.record(code, email),
});

export type PackSource = z.output<typeof packSource>;

export type Listed = z.output<typeof listed>;
export type QueueCriterion = z.output<typeof criterion>;
export type Milestone = z.output<typeof milestone>;

/** An email with its text. `{{path}}` stands for a value. */
export type EmailTemplate = Omit<z.output<typeof email>, 'file'> & { readonly body: string };

/** A pack in one piece, as it is kept: calendars worked out, texts and forms put in. */
export interface Pack extends Omit<PackSource, 'calendars' | 'letters'> {
  readonly calendars: readonly (Calendar & { readonly fromRegulation: boolean })[];
  readonly letters: Readonly<Record<string, EmailTemplate>>;
  /** form-js schemas by id. */
  readonly forms: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
