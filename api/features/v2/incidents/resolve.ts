import type { PrismaClient } from '../../../../prisma/generated/client.js';
import type { Engine } from '../../../../engine/index.js';
import { instanceOf, localOf, ROOT_LOCAL } from '../../../../engine/keys.js';
import { Problem } from '../../../problems/problem.js';
import { sql } from '../../../search/columns.js';
import { missing, expectApplied } from '../answers.js';
import { descendants } from '../columns.js';

/** The number of an instance that exists. @throws Problem `not-found` */
export const instanceNumber = async (prisma: PrismaClient, key: bigint): Promise<bigint> => {
  const number = localOf(key) === ROOT_LOCAL ? instanceOf(key) : 0n;
  const found = await prisma.processInstance.findUnique({ where: { number }, select: { number: true } });
  if (found === null) throw missing('process instance', key);
  return number;
};

/** Somebody else resolved it, or its instance ended: nothing is left to do. */
const isResolvedAlready = (error: unknown): boolean =>
  error instanceof Problem && ['not-found', 'wrong-state', 'overtaken'].includes(error.slug);

/** Resolves every open incident of an instance and of everything it called, one after the other. */
export const resolveAll = async (
  { prisma, engine }: { readonly prisma: PrismaClient; readonly engine: Engine },
  instance: bigint,
): Promise<void> => {
  const open = await prisma.$queryRaw<{ readonly key: bigint }[]>(
    sql`select c.key from incidents c where c.state = 'active' and c.instance in ${descendants(sql`${instance}::bigint`)} order by c.key`,
  );
  for (const { key } of open) {
    try {
      expectApplied(await engine.resolveIncident(key));
    } catch (error) {
      if (!isResolvedAlready(error)) throw error;
    }
  }
};
