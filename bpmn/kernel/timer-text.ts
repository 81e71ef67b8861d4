/** `2025-10-03T11:00:00+03:00`, seconds and a zone name in brackets optional (ISO 8601, as Camunda: timer events). */
const date = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))(?:\[[\w/+-]+\])?$/;
/** `P1Y2M10DT2H30M`, weeks `P2W`. */
const duration = /^-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
/** `R3/PT10S`, `R/PT10S`, `R3/2025-10-03T11:00:00Z/P1D`. */
const repeating = /^R(-1|\d+)?\/(?:([^/]+)\/)?([^/]+)$/;
/** `0 0 9-17 * * MON-FRI`: second, minute, hour, day of month, month, day of week; or a name like `@daily`. */
const cron =
  /^(?:[\d*][\d*/,-]*\s+){3}(?:[\d*?LW][\d*?/,LW-]*)\s+(?:[\dA-Z*][\dA-Z*/,-]*)\s+(?:[\dA-Z*?][\dA-Z*?/,#L-]*)$/i;
const cronName = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** A cycle, taken apart. */
export interface Cycle {
  /** The interval, or a cron text. */
  readonly value: string;
  /** How often; null = without end. */
  readonly repetitions: number | null;
  /** When the first turn is due, where the text says so. */
  readonly start?: string;
}

/** Is this an instant with its offset? */
export function isDate(text: string): boolean {
  const match = date.exec(text);
  return match !== null && !Number.isNaN(Date.parse(match[1] as string));
}

/** Is this an ISO 8601 duration? */
export function isDuration(text: string): boolean {
  return duration.test(text);
}

/** Takes a cycle apart; undefined when the text is none. */
export function readCycle(text: string): Cycle | undefined {
  if (cronName.test(text) || cron.test(text)) return { value: text, repetitions: null };
  const match = repeating.exec(text);
  if (match === null) return undefined;
  const [, times, start, interval] = match as unknown as [string, string | undefined, string | undefined, string];
  if (!isDuration(interval) || (start !== undefined && !isDate(start))) return undefined;
  const repetitions = times === undefined || times === '-1' ? null : Number(times);
  return { value: interval, repetitions, ...(start !== undefined && { start }) };
}
