import { Prisma, type PrismaClient } from '../../../prisma/generated/client.js';
import { sql, type Sql } from '../../search/columns.js';

/** Is a process instance `p` of the process of one of these tickets: its own, or one that it calls, however deep? */
export const inTreesOf = (instances: readonly bigint[]): Sql => sql`p.root_number in (${Prisma.join([...instances])})`;

/** The instances of a ticket's process: its own, and those of the processes that it calls, however deep. */
export const instancesOf = async (prisma: PrismaClient, instance: bigint): Promise<readonly bigint[]> => {
  const rows = await prisma.processInstance.findMany({
    where: { rootNumber: instance },
    select: { number: true },
    orderBy: { number: 'asc' },
  });
  return rows.map(({ number }) => number);
};
