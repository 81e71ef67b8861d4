import type { z } from 'zod';
import type { PrismaClient } from '../../../../prisma/generated/client.js';
import { elementStatistics, takenFlows } from '../../../contract/v2/instance-path.js';
import { keyParams, TENANT } from '../../../contract/v2/values.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { sql } from '../../../search/columns.js';
import { instanceNumber } from '../incidents/resolve.js';

const tag = 'Process instances';
const params = keyParams('processInstanceKey');

const statisticsOf = (prisma: PrismaClient, instance: bigint): Promise<z.input<typeof elementStatistics>['items']> =>
  prisma.$queryRaw(
    sql`select e.element_id as "elementId",
          (count(*) filter (where e.state = 'active'))::integer as active,
          (count(*) filter (where e.state = 'terminated'))::integer as canceled,
          (count(*) filter (where exists (select from incidents c where c.instance = e.instance
             and c.element_instance_key = e.key and c.state = 'active')))::integer as incidents,
          (count(*) filter (where e.state = 'completed'))::integer as completed
        from element_instances e where e.instance = ${instance} group by e.element_id order by e.element_id`,
  );

interface FlowRow {
  readonly flow: string;
  readonly process_id: string;
  readonly definition_key: bigint;
}

const flowsOf = (prisma: PrismaClient, instance: bigint): Promise<readonly FlowRow[]> =>
  prisma.$queryRaw(
    sql`select distinct entry.value->>'flow' as flow, i.process_id, i.definition_key
        from process_instances i join steps s on s.instance = i.number, json_array_elements(s.journal) entry
        where i.number = ${instance} and entry.value->>'type' = 'flow' order by flow`,
  );

/** Where an instance has been, for a picture of it. */
export const instancePathRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/v2/process-instances/{processInstanceKey}/statistics/element-instances',
    operationId: 'getProcessInstanceStatistics',
    tag,
    summary: 'How often each element of an instance is active, was completed or cancelled',
    access: 'instances.read',
    params,
    success: { status: 200, description: 'A line for each element that was reached', body: elementStatistics },
    problems: ['not-found'],
    handle: async ({ params: { processInstanceKey } }) => ({
      items: await statisticsOf(prisma, await instanceNumber(prisma, processInstanceKey)),
    }),
  }),
  route({
    method: 'get',
    path: '/v2/process-instances/{processInstanceKey}/sequence-flows',
    operationId: 'getProcessInstanceSequenceFlows',
    tag,
    summary: 'The sequence flows that an instance has taken, each once',
    access: 'instances.read',
    params,
    success: { status: 200, description: 'The flows', body: takenFlows },
    problems: ['not-found'],
    handle: async ({ params: { processInstanceKey } }) => {
      const instance = await instanceNumber(prisma, processInstanceKey);
      const rows = await flowsOf(prisma, instance);
      return {
        items: rows.map(({ flow, process_id, definition_key }) => ({
          elementId: flow,
          sequenceFlowId: `${processInstanceKey}_${flow}`,
          processInstanceKey: processInstanceKey.toString(),
          processDefinitionId: process_id,
          processDefinitionKey: definition_key.toString(),
          tenantId: TENANT,
        })),
      };
    },
  }),
];
