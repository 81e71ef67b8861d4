/** How much is measured. */
export interface Limits {
  /** Instances instead of the description's number (`BENCH_N`). */
  readonly count: number | undefined;
  /** The longest time of one measurement, in seconds (`BENCH_SECONDS`). */
  readonly seconds: number;
  /** How often each workload is measured (`BENCH_ROUNDS`). */
  readonly rounds: number;
}

const LONGEST = 120;

/** Reads the limits from the environment. @throws Error when one is no positive number */
export function readLimits(environment: Readonly<Record<string, string | undefined>>): Limits {
  const positive = (name: string): number | undefined => {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is no positive number: ${text}`);
    return value;
  };
  return {
    count: positive('BENCH_N'),
    seconds: positive('BENCH_SECONDS') ?? LONGEST,
    rounds: positive('BENCH_ROUNDS') ?? 1,
  };
}
