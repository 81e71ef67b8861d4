import { Problem } from '../problems/problem.js';

/** How many requests are in work, those that only wait (long polls) apart. */
export interface Load {
  /** Runs work, or throws `overloaded` at once: shed load is answered, queued load is not (Camunda's back-pressure). */
  carry<T>(work: () => Promise<T>): Promise<T>;
}

/** At most `limit` requests in work at the same time. */
export const createLoad = (limit: number): Load => {
  let carried = 0;
  return {
    carry: async (work) => {
      if (carried >= limit) throw new Problem('overloaded', `${limit} requests are in work already.`);
      carried += 1;
      try {
        return await work();
      } finally {
        carried -= 1;
      }
    },
  };
};
