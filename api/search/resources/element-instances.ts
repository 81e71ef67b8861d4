import { z } from 'zod';
import { Prisma } from '../../../prisma/generated/client.js';
import { column, filterOnly, itemOnly, later } from '../column.js';
import { enumeration, flag, instanceKey, instant, key, localKey, nullable, text } from '../column-types.js';
import { sql, type Sql } from '../columns.js';
import type { Row } from '../search.js';
import { viewOf } from '../table.js';
import { instanceState, tenantId } from './shared-columns.js';
import type { FindElementNames } from './element-names.js';
import { apiTypes, elementTypes, type ApiElementType } from './element-types.js';

const isType = (type: ApiElementType): Sql => {
  const own = Object.entries(apiTypes).flatMap(([kernelType, apiType]) => (apiType === type ? [kernelType] : []));
  if (type === 'MULTI_INSTANCE_BODY') return sql`e.role = 'body'`;
  return own.length === 0 ? sql`false` : sql`(e.role is distinct from 'body' and e.type in (${Prisma.join(own)}))`;
};
const elementType = enumeration(
  () => Object.fromEntries(elementTypes.map((name) => [name, isType(name)])) as Record<ApiElementType, Sql>,
);

const incidentKey = sql`(select min(c.key) from incidents c where c.instance = e.instance and c.element_instance_key = e.key and c.state = 'active')`;
const hasIncident = sql`exists (select from incidents c where c.instance = e.instance and c.element_instance_key = e.key and c.state = 'active')`;
const name = sql`coalesce((select c.document->'elements'->e.element_id->>'name' from compiled_definitions c
    join process_definitions d on d.hash = c.hash where d.key = e.definition_key), e.element_id)`;

export const elementInstanceColumns = {
  elementInstanceKey: column(key, sql`e.key`, { filter: 'plain' }),
  elementInstanceScopeKey: filterOnly(localKey(sql`e.instance`).plain, sql`e.scope`),
  elementId: column(text, sql`e.element_id`),
  elementName: column(text, name, {
    item: later(z.string().meta({ description: 'The id when the element has no name' })),
  }),
  type: column(elementType, sql`e.type`, { filter: 'plain' }),
  state: column(instanceState, sql`e.state`),
  startDate: column(instant, sql`e.started_at`),
  endDate: column(nullable(instant), sql`e.ended_at`),
  hasIncident: column(flag, hasIncident, { item: later(z.boolean()), sort: false }),
  incidentKey: column(nullable(key), incidentKey, { filter: 'plain' }),
  processDefinitionId: column(text, sql`e.process_id`),
  processDefinitionKey: column(key, sql`e.definition_key`, { filter: 'plain' }),
  processInstanceKey: column(instanceKey, sql`e.instance`, { filter: 'plain' }),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  tenantId,
};

const view = viewOf(elementInstanceColumns, {
  from: sql`from element_instances e join process_instances p on p.number = e.instance`,
  key: elementInstanceColumns.elementInstanceKey,
});

/** Every occurrence of an element, live and past. */
export const elementInstanceView = (elementNames: FindElementNames) => ({
  ...view,
  items: async (rows: readonly Row[]) => {
    const items = await view.items(rows);
    const names = await elementNames(items.map(({ processDefinitionKey }) => BigInt(processDefinitionKey)));
    return items.map((item) => ({
      ...item,
      elementName: names.get(BigInt(item.processDefinitionKey))?.[item.elementId] ?? item.elementId,
      hasIncident: item.incidentKey !== null,
    }));
  },
});
