import type { PrismaClient } from '../../../store/generated/client.js';
import { Problem } from '../../problems/problem.js';
import { isDatabaseDown } from '../../problems/database-down.js';

/** How long a database may take to say anything, in ms. */
const PATIENCE = 2_000;

/**
 * Resolves when the database answers.
 * @throws Problem `database-unavailable` when it refuses, or says nothing in time.
 */
export const databaseAnswers = async (prisma: PrismaClient): Promise<undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('database-unavailable', 'The database does not answer.')), PATIENCE);
  });
  try {
    await Promise.race([prisma.$queryRaw`select 1`, late]);
    return undefined;
  } catch (error) {
    if (error instanceof Problem || isDatabaseDown(error))
      throw new Problem('database-unavailable', 'The database does not answer.', {}, {}, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
};
