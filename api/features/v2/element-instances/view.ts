import type { z } from 'zod';
import { Prisma } from '../../../../prisma/generated/client.js';
import {
  elementTypes,
  type elementInstanceFilter,
  type elementInstanceItem,
  type elementInstanceSearch,
} from '../../../contract/v2/element-instances.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  enumColumn,
  exactly,
  flagColumn,
  instanceColumn,
  instantColumn,
  keyColumn,
  localColumn,
  membersFilter,
  sql,
  textColumn,
  type Sql,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  instanceKeyOf,
  instantOf,
  instantOrder,
  instantOrNull,
  keyOf,
  keyOrder,
  keyOrNull,
  tenantFilter,
  tenantOrder,
  textOrder,
} from '../columns.js';
import type { FindElementNames } from './element-names.js';
import { apiTypes } from './types.js';

type Filters = z.output<typeof elementInstanceFilter>;
type Field = z.output<typeof elementInstanceSearch>['sort'][number]['field'];
type Item = z.input<typeof elementInstanceItem>;

interface Row {
  readonly key: bigint;
  readonly element_id: string;
  readonly type: Item['type'];
  readonly state: Item['state'];
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly incident_key: bigint | null;
  readonly process_id: string;
  readonly definition_key: bigint;
  readonly instance: bigint;
  readonly root_number: bigint;
}

const isType = (type: Item['type']): Sql => {
  const own = Object.entries(apiTypes).flatMap(([kernelType, apiType]) => (apiType === type ? [kernelType] : []));
  if (type === 'MULTI_INSTANCE_BODY') return sql`e.role = 'body'`;
  return own.length === 0 ? sql`false` : sql`(e.role is distinct from 'body' and e.type in (${Prisma.join(own)}))`;
};

const type = enumColumn(
  Object.fromEntries(elementTypes.map((name) => [name, isType(name)])) as Record<Item['type'], Sql>,
);

const state = enumColumn<Item['state']>({
  ACTIVE: sql`e.state = 'active'`,
  COMPLETED: sql`e.state = 'completed'`,
  TERMINATED: sql`e.state = 'terminated'`,
});

const incidentKey = sql`(select min(c.key) from incidents c where c.instance = e.instance and c.element_instance_key = e.key and c.state = 'active')`;
const hasIncident = sql`exists (select from incidents c where c.instance = e.instance and c.element_instance_key = e.key and c.state = 'active')`;
const name = sql`coalesce((select c.document->'elements'->e.element_id->>'name' from compiled_definitions c
    join process_definitions d on d.hash = c.hash where d.key = e.definition_key), e.element_id)`;

const toItem = (row: Row, elementName: string): Item => ({
  elementInstanceKey: keyOf(row.key),
  elementId: row.element_id,
  elementName,
  type: row.type,
  state: row.state,
  startDate: instantOf(row.started_at),
  endDate: instantOrNull(row.ended_at),
  hasIncident: row.incident_key !== null,
  incidentKey: keyOrNull(row.incident_key),
  processDefinitionId: row.process_id,
  processDefinitionKey: keyOf(row.definition_key),
  processInstanceKey: instanceKeyOf(row.instance),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  tenantId: TENANT,
});

/** Every occurrence of an element, live and past. */
export const elementInstanceView = (elementNames: FindElementNames): View<Filters, Field, Row, Item> => ({
  from: sql`from element_instances e join process_instances p on p.number = e.instance`,
  select: sql`e.key, e.element_id, ${type.expression} as type, ${state.expression} as state, e.started_at, e.ended_at,
    ${incidentKey} as incident_key, e.process_id, e.definition_key, e.instance, p.root_number`,
  key: keyOrder(sql`e.key`),
  filter: membersFilter<Filters>({
    elementInstanceKey: exactly(keyColumn(sql`e.key`)),
    elementInstanceScopeKey: exactly(localColumn(sql`e.instance`, sql`e.scope`)),
    elementId: textColumn(sql`e.element_id`),
    elementName: textColumn(name),
    type: (wanted) => type.filter({ $eq: wanted }),
    state: state.filter,
    startDate: instantColumn(sql`e.started_at`),
    endDate: instantColumn(sql`e.ended_at`),
    hasIncident: flagColumn(hasIncident),
    incidentKey: exactly(keyColumn(incidentKey)),
    processDefinitionId: textColumn(sql`e.process_id`),
    processDefinitionKey: exactly(keyColumn(sql`e.definition_key`)),
    processInstanceKey: exactly(instanceColumn(sql`e.instance`)),
    tenantId: tenantFilter,
  }),
  orders: {
    elementInstanceKey: keyOrder(sql`e.key`),
    elementId: textOrder(sql`e.element_id`),
    elementName: textOrder(name),
    type: textOrder(type.expression),
    state: textOrder(state.expression),
    startDate: instantOrder(sql`e.started_at`),
    endDate: instantOrder(sql`e.ended_at`),
    incidentKey: keyOrder(incidentKey),
    processDefinitionId: textOrder(sql`e.process_id`),
    processDefinitionKey: keyOrder(sql`e.definition_key`),
    processInstanceKey: keyOrder(sql`e.instance`),
    tenantId: tenantOrder,
  },
  items: async (rows) => {
    const names = await elementNames(rows.map((row) => row.definition_key));
    return rows.map((row) => toItem(row, names.get(row.definition_key)?.[row.element_id] ?? row.element_id));
  },
});
