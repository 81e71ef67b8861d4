import type { Effect, Input, InputFact, Instant, JournalEntry, RejectionCode } from '../../bpmn/index.js';

/** An input as rows hold it: `kind` is its type, `content` the rest of it without the instant. */
export interface InputRow {
  readonly kind: string;
  readonly at: Instant;
  readonly content: Readonly<Record<string, unknown>>;
}

/** How an input is stored. */
export const toInputRow = ({ type, at, ...content }: Input): InputRow => ({ kind: type, at, content });

/** A fact without its instant, as rows hold it. */
export const toFactRow = ({ type, ...content }: InputFact): Omit<InputRow, 'at'> => ({ kind: type, content });

/** The input that a row holds. Rows are written from typed inputs alone, so this is the one cast. */
export const fromInputRow = ({ kind, at, content }: InputRow): Input =>
  ({ type: kind, at, ...content }) as unknown as Input;

/** Whose rights a command relies on: a subject and the epoch under which its rights were read. */
export interface CallerStamp {
  readonly subject: string;
  readonly epoch: number;
}

/** What Temporal told: the answer of an activity. */
export type ToldFact = Extract<InputFact, { readonly type: 'activity.completed' | 'activity.failed' }>;

/** Outcome of an input in a step. `failed`: it could not be stepped; an incident holds it. */
export type StepOutcome = 'applied' | 'superseded' | 'rejected' | 'failed';

/** An input as a step took it. */
export interface SteppedInput {
  /** Its number in the instance's inbox; absent for timers and for what Temporal told. */
  readonly number?: number;
  readonly input: Input;
  readonly outcome: StepOutcome;
  readonly reason?: string;
  readonly code?: RejectionCode;
  /** Key of the message that it brings. */
  readonly message?: string;
  /** User name or client id of who gave it, kept with the task that it completes. */
  readonly givenBy?: string;
  /** The kernel has not seen it: it could not be stepped, or the rights of who gave it were gone. */
  readonly unseen?: true;
  readonly effects: readonly Effect[];
  readonly journal: readonly JournalEntry[];
}

/** How a step's inputs are stored: content, outcome, and nothing that replaying them gives again. */
export const storedInputs = (inputs: readonly SteppedInput[]): readonly unknown[] =>
  inputs.map(({ number, input, outcome, unseen }) => ({
    ...(number === undefined ? {} : { n: number }),
    ...toInputRow(input),
    outcome,
    ...(unseen === undefined ? {} : { unseen }),
  }));

/** A step's journal: the entries of its inputs in order, each with its instant. */
export const storedJournal = (inputs: readonly SteppedInput[]): readonly unknown[] =>
  inputs.flatMap(({ input, journal }) => journal.map((entry) => ({ at: input.at, ...entry })));
