import type { z } from 'zod';
import { inputParams, instanceInput } from '../../contract/api/inputs.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';
import { route, type Route } from '../../routing/route.js';
import { instanceNumber } from '../v2/incidents/resolve.js';

type Outcome = z.input<typeof instanceInput>['outcome'];

/** Outcomes of commands that were still pending when they were answered. */
export const inputRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/process-instances/{processInstanceKey}/inputs/{input}',
    operationId: 'getProcessInstanceInput',
    tag: 'Process instances',
    summary: 'The outcome of a command to an instance',
    access: 'instances.read',
    params: inputParams,
    success: { status: 200, description: 'The input', body: instanceInput },
    problems: ['not-found'],
    handle: async ({ params: { processInstanceKey, input } }) => {
      const instance = await instanceNumber(prisma, processInstanceKey);
      const row = await prisma.input.findUnique({ where: { instance_number: { instance, number: input } } });
      if (row === null)
        throw new Problem('not-found', `The process instance ${processInstanceKey} has no input ${input}.`);
      return {
        processInstanceKey: processInstanceKey.toString(),
        input,
        kind: row.kind,
        outcome: (row.outcome ?? 'pending') as Outcome,
        reason: row.reason,
        acceptedAt: row.acceptedAt.toISOString(),
      };
    },
  }),
];
