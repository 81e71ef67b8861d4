import { Problem } from '../problems/problem.js';

/** Runs work when its turn comes. @throws Problem `overloaded` when too many wait already */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `atOnce` pieces of work at a time, at most `waiting` more in line, first come, first served. */
export const createLimiter = (atOnce: number, waiting: number): Limiter => {
  let running = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new Problem('overloaded', `${waiting} wait for their turn already.`);
      await new Promise<void>((turn) => line.push(turn));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
