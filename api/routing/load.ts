import { Problem } from '../problems/problem.js';

/** Waits for something without being counted as load. */
export type Idle = <T>(wait: () => Promise<T>) => Promise<T>;

/** How many requests are in work, those that only wait (long polls) apart. */
export interface Load {
  /** Runs work, or throws `overloaded` at once: shed load is answered, queued load is not (Camunda's back-pressure). */
  carry<T>(work: (idle: Idle) => Promise<T>): Promise<T>;
}

/** At most `limit` requests in work at the same time. */
export const createLoad = (limit: number): Load => {
  let carried = 0;
  const idle: Idle = async (wait) => {
    carried -= 1;
    try {
      return await wait();
    } finally {
      carried += 1;
    }
  };
  return {
    carry: async (work) => {
      if (carried >= limit) throw new Problem('overloaded', `${limit} requests are in work already.`);
      carried += 1;
      try {
        return await work(idle);
      } finally {
        carried -= 1;
      }
    },
  };
};

/** For requests that are not counted. */
export const uncounted: Idle = (wait) => wait();
