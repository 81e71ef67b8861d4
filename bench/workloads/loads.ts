import type { Limits } from '../arguments.js';

/** A closed loop of instances: how many are in flight, and how many end before the measuring begins and during it. */
export interface Load {
  readonly concurrency: number;
  readonly warmUp: number;
  readonly count: number;
}

/**
 * The loads of the workloads, the same for all contenders. Warm-ups are long enough for programs that are compiled while
 * they run; `one-task` ends with one in flight, so that its times are those of a warm server.
 */
export const loads = {
  'one-task': [
    { concurrency: 20, warmUp: 2_000, count: 2_000 },
    { concurrency: 100, warmUp: 300, count: 2_000 },
    { concurrency: 1, warmUp: 50, count: 300 },
  ],
  ticket: [{ concurrency: 20, warmUp: 150, count: 300 }],
  'fan-out': [{ concurrency: 1, warmUp: 5, count: 20 }],
  'user-task': [{ concurrency: 1, warmUp: 50, count: 200 }],
  // Warms up with instances that wait for a person, as the peer's harness does.
  timers: [{ concurrency: 20, warmUp: 300, count: 5_000 }],
} as const satisfies Readonly<Record<string, readonly Load[]>>;

/** The loads of a workload with the number of instances that was asked for; the warm-up is never longer than that. */
export const loadsOf = (workload: keyof typeof loads, { instances }: Limits): readonly Load[] =>
  loads[workload].map(({ concurrency, warmUp, count }) =>
    instances === undefined
      ? { concurrency, warmUp, count }
      : { concurrency, warmUp: Math.min(warmUp, instances), count: instances },
  );
