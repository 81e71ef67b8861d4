import type { PrismaClient } from '../../../../prisma/generated/client.js';
import type { Actor, Answer, Engine } from '../../../../engine/index.js';
import { instanceOf, localOf, ROOT_LOCAL } from '../../../../engine/keys.js';
import { Problem } from '../../../problems/problem.js';
import { sql } from '../../../search/columns.js';
import { missing, expectApplied } from '../answers.js';
import { descendants } from '../../../search/resources/shared-columns.js';

/** The number of an instance that exists. @throws Problem `not-found` */
export const instanceNumber = async (prisma: PrismaClient, key: bigint): Promise<bigint> => {
  const number = localOf(key) === ROOT_LOCAL ? instanceOf(key) : 0n;
  const found = await prisma.processInstance.findUnique({ where: { number }, select: { number: true } });
  if (found === null) throw missing('process instance', key);
  return number;
};

/** What is in the way; undefined: it is resolved, by this or by somebody else, or its instance has ended. */
const obstacleOf = (answer: Answer): Problem | undefined => {
  try {
    return expectApplied(answer);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return ['not-found', 'wrong-state', 'overtaken'].includes(error.slug) ? undefined : error;
  }
};

/**
 * Resolves every open incident of an instance and of everything it called, one after the other.
 * @throws Problem after all of them, when one could not be resolved or its outcome is pending
 */
export const resolveAll = async (
  { prisma, engine }: { readonly prisma: PrismaClient; readonly engine: Engine },
  instance: bigint,
  actor: Actor,
): Promise<void> => {
  const open = await prisma.$queryRaw<{ readonly key: bigint }[]>(
    sql`select c.key from incidents c where c.state = 'active' and c.instance in ${descendants(sql`${instance}::bigint`)} order by c.key`,
  );
  const obstacles: Problem[] = [];
  for (const { key } of open) {
    const obstacle = obstacleOf(await engine.resolveIncident(key, actor));
    if (obstacle !== undefined) obstacles.push(obstacle);
  }
  const worst = obstacles.find(({ slug }) => slug !== 'outcome-pending') ?? obstacles[0];
  if (worst !== undefined) throw worst;
};
