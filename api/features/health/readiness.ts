import type { PrismaClient } from '../../../prisma/generated/client.js';
import { Problem } from '../../problems/problem.js';
import { isDatabaseDown } from '../../problems/database-down.js';

/** How long a database may take to say anything, in ms. */
const PATIENCE = 2_000;

/** Workers tell every 5 s that they are alive; so long without a sign, and a part counts as down. In ms. */
const SILENCE = 15_000;

/** Whether a part of the product is alive. */
export type PartStatus = 'up' | 'down';

/**
 * The parts of the product. Without `temporal` only timers and activities wait; without `worker`, what commits have left to
 * it. The database is up when this is answered at all.
 */
export type Parts = Readonly<Record<'database' | 'worker' | 'temporal', PartStatus>>;

interface Silence {
  readonly part: string;
  readonly ms: number;
}

/**
 * Asks the database for signs of life of the other parts.
 * @throws Problem `database-unavailable` when it refuses, or says nothing in time.
 */
export const readParts = async (prisma: PrismaClient): Promise<Parts> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('database-unavailable', 'The database does not answer.')), PATIENCE);
  });
  try {
    const asked = prisma.$queryRaw<Silence[]>`
      select part, (extract(epoch from clock_timestamp() - max(at)) * 1000)::float8 as ms from heartbeats group by part`;
    const silences = await Promise.race([asked, late]);
    const statusOf = (part: string): PartStatus =>
      silences.some((silence) => silence.part === part && silence.ms < SILENCE) ? 'up' : 'down';
    return { database: 'up', worker: statusOf('worker'), temporal: statusOf('temporal') };
  } catch (error) {
    if (error instanceof Problem || isDatabaseDown(error))
      throw new Problem('database-unavailable', 'The database does not answer.', {}, {}, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
};
