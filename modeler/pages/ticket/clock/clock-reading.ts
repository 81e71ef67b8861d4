import type { clock } from '../../../../api/contract/api/clocks.js';
import type { Reply } from '../../../api/contract.js';

/** The clock of one milestone, as the server computed it at an instant. */
export type TicketClock = Reply<typeof clock>;

/** Where a clock stands some time after it was read. Times in ms of working time. */
export interface ClockReading {
  readonly used: number;
  /** Undefined: the regulation sets no term. Negative: exceeded. */
  readonly remaining: number | undefined;
  /** It moves now. */
  readonly moving: boolean;
  /** Working time began or ended since the server was asked: it knows better. */
  readonly outdated: boolean;
}

const MINUTE = 60_000;

/**
 * Moves a clock on by the time since it was read, within the working time that the server has told of: up to the next
 * change of `open`, or from then on.
 * @param elapsed ms since the server answered
 * @param readAt the product's instant of the answer (ISO 8601)
 */
export const readClock = (clock: TicketClock, readAt: string, elapsed: number): ClockReading => {
  const change = clock.nextChange === null ? Infinity : Math.max(0, Date.parse(clock.nextChange) - Date.parse(readAt));
  const running = clock.state === 'running';
  const open = elapsed < change ? clock.open : !clock.open;
  const worked = clock.open ? Math.min(elapsed, change) : Math.max(0, elapsed - change);
  const moved = running ? worked : 0;
  return {
    used: clock.usedMinutes * MINUTE + moved,
    remaining: clock.remainingMinutes === null ? undefined : clock.remainingMinutes * MINUTE - moved,
    moving: running && open,
    outdated: running && elapsed >= change,
  };
};

/** Hours, minutes and seconds of a length in ms: `12:05:09`; a minus before what has been exceeded. */
export const clockFace = (ms: number): string => {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const face = `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return ms < 0 && seconds > 0 ? `−${face}` : face;
};

/** The clock to look at first: one that runs before one that waits, with a term before one without, the nearest term. */
export const leadingClock = (clocks: readonly TicketClock[]): TicketClock | undefined => {
  const states = { running: 0, waiting: 1, met: 2 } as const;
  const termOf = ({ remainingMinutes }: TicketClock): number => remainingMinutes ?? Infinity;
  return [...clocks].sort((a, b) => states[a.state] - states[b.state] || (termOf(a) < termOf(b) ? -1 : 1))[0];
};
