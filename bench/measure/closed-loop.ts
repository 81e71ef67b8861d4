/** What a closed loop does and how long. */
export interface LoopOptions {
  /** Instances in flight. */
  readonly concurrency: number;
  /** Finished before the measuring begins. */
  readonly warmUp: number;
  /** Finished while measuring. */
  readonly count: number;
  /** The longest time of measuring, in seconds. */
  readonly seconds: number;
  /** Runs one instance to its end. */
  readonly one: () => Promise<void>;
  /** Called when the measuring begins and when it ends. */
  readonly mark: (moment: 'begin' | 'end') => void;
}

export interface LoopResult {
  readonly count: number;
  readonly seconds: number;
  /** Milliseconds of each instance that ended while measuring. */
  readonly latencies: readonly number[];
}

/** Keeps as many instances in flight as asked for: each that ends is followed by the next. */
export async function closedLoop(options: LoopOptions): Promise<LoopResult> {
  const { concurrency, warmUp, count, seconds, one, mark } = options;
  const latencies: number[] = [];
  let started = 0;
  let finished = 0;
  let begin = 0;
  let end = 0;
  const beginMeasuring = (): void => {
    mark('begin');
    begin = performance.now();
  };
  const timeIsUp = (): boolean => begin > 0 && performance.now() - begin > seconds * 1_000;
  if (warmUp === 0) beginMeasuring();
  const runner = async (): Promise<void> => {
    while (started < warmUp + count && !timeIsUp()) {
      started += 1;
      const since = performance.now();
      await one();
      finished += 1;
      if (finished > warmUp) {
        end = performance.now();
        latencies.push(end - since);
      }
      if (finished === warmUp) beginMeasuring();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runner));
  mark('end');
  return { count: latencies.length, seconds: (end - begin) / 1_000, latencies };
}
