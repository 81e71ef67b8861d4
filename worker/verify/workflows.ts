import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { EngineStore } from '../../engine/index.js';

/** An active instance whose workflow does not run any more (terminated from outside, or lost with its server). */
export interface Stranded {
  readonly instance: bigint;
  readonly workflowId: string;
  readonly status: string;
}

/** Looks every active instance's workflow up. */
export async function findStranded(store: EngineStore, client: Client): Promise<readonly Stranded[]> {
  const stranded: Stranded[] = [];
  const started = await store.prisma.processInstance.findMany({
    where: { status: 'active', workflowId: { not: null } },
    select: { number: true, workflowId: true },
    orderBy: { number: 'asc' },
  });
  for (const { number, workflowId } of started) {
    if (workflowId === null) continue;
    const status = await client.workflow
      .getHandle(workflowId)
      .describe()
      .then((description) => description.status.name)
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
        throw error;
      });
    if (status !== 'RUNNING') stranded.push({ instance: number, workflowId, status });
  }
  return stranded;
}
