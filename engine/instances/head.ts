import type { InstanceState, Instant, Key } from '../../bpmn/index.js';
import type { CallerStamp, InputRow } from './inputs.js';

/** An input that others have put into the inbox and that no step has taken yet. */
export interface OpenInput extends InputRow {
  readonly number: number;
  /** Key of the message that it brings. */
  readonly message: string | null;
  readonly givenBy: string | null;
  /** Whose rights were relied on to let it in. */
  readonly callers: readonly CallerStamp[] | null;
  /** False: the rights of who gave it have changed since. */
  readonly callersStand: boolean;
}

/**
 * Where an instance stands. Remembered ones are guesses until a commit at their base has gone through: `step` and `token`
 * are that base.
 */
export interface Head {
  readonly instance: string;
  readonly hash: string;
  readonly state: InstanceState;
  /** Bytes of the state as JSON text. */
  readonly bytes: number;
  readonly step: number;
  readonly token: string;
  /** Instant of the last input: an instance's time never runs backwards. */
  readonly at: Instant;
  /** Number that the next input gets. */
  readonly next: number;
  readonly book: ReadonlyMap<Key, Instant>;
  /** Inputs in the inbox, at most 100; always empty where the head was remembered. */
  readonly open: readonly OpenInput[];
  /** Only workers step it until its inbox is empty. */
  readonly heavy: boolean;
  /** It is a child: its end is told to its parent. */
  readonly parent: boolean;
  /** It was started by a message with this correlation key. */
  readonly startCorrelation: string | null;
  /** Read just now, not remembered. */
  readonly fresh: boolean;
}

/** Open inputs that one reading of a head brings at most (SQL `read_head`). */
export const OPEN_AT_MOST = 100;
