import type { z } from 'zod';
import type {
  processInstanceConditions,
  processInstanceFilter,
  processInstanceItem,
  processInstanceSearch,
} from '../../../contract/v2/process-instances.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  all,
  any,
  enumColumn,
  flagColumn,
  instanceColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  membersFilter,
  sql,
  textColumn,
  type Sql,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  descendants,
  flagOrder,
  instanceKeyOf,
  instanceKeyOrNull,
  instantOf,
  instantOrder,
  instantOrNull,
  integerOrder,
  keyOf,
  keyOrder,
  keyOrNull,
  tagsFilter,
  tenantFilter,
  tenantOrder,
  textOrder,
  variablesFilter,
} from '../columns.js';

type Conditions = z.output<typeof processInstanceConditions>;
/** Three filters that speak about one and the same element instance. */
type Elements = Pick<Conditions, 'elementId' | 'elementInstanceState' | 'hasElementInstanceIncident'>;
type Filters = z.output<typeof processInstanceFilter>;
type Field = z.output<typeof processInstanceSearch>['sort'][number]['field'];
type Item = z.input<typeof processInstanceItem>;

interface Row {
  readonly number: bigint;
  readonly definition_key: bigint;
  readonly process_id: string;
  readonly version: number;
  readonly name: string | null;
  readonly version_tag: string | null;
  readonly state: Item['state'];
  readonly has_incident: boolean;
  readonly parent_number: bigint | null;
  readonly parent_element: bigint | null;
  readonly root_number: bigint;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly tags: readonly string[];
  readonly business_id: string | null;
}

const state = enumColumn<Item['state']>({
  ACTIVE: sql`i.status = 'active'`,
  COMPLETED: sql`i.status = 'completed'`,
  TERMINATED: sql`i.status = 'terminated'`,
});

/** An incident of the instance itself or of something it called. */
const hasIncident = sql`exists (select from incidents c where c.state = 'active' and c.instance in ${descendants(sql`i.number`)})`;

const elementState = enumColumn<Item['state']>({
  ACTIVE: sql`e.state = 'active'`,
  COMPLETED: sql`e.state = 'completed'`,
  TERMINATED: sql`e.state = 'terminated'`,
});

const elementCondition = ({ elementId, elementInstanceState, hasElementInstanceIncident }: Elements): Sql => {
  const incident = sql`exists (select from incidents c where c.element_instance_key = e.key and c.state = 'active')`;
  const conditions = [
    ...(elementId === undefined ? [] : [textColumn(sql`e.element_id`)(elementId)]),
    ...(elementInstanceState === undefined ? [] : [elementState.filter(elementInstanceState)]),
    ...(hasElementInstanceIncident === undefined ? [] : [flagColumn(incident)(hasElementInstanceIncident)]),
  ];
  return sql`exists (select from element_instances e where e.instance = i.number and ${all(conditions)})`;
};

const members = membersFilter<Omit<Conditions, keyof Elements>>({
  processInstanceKey: instanceColumn(sql`i.number`),
  processDefinitionKey: keyColumn(sql`i.definition_key`),
  processDefinitionId: textColumn(sql`i.process_id`),
  processDefinitionName: textColumn(sql`d.name`),
  processDefinitionVersion: integerColumn(sql`i.version`),
  processDefinitionVersionTag: textColumn(sql`d.version_tag`),
  parentProcessInstanceKey: instanceColumn(sql`i.parent_number`),
  parentElementInstanceKey: keyColumn(sql`i.parent_element`),
  startDate: instantColumn(sql`i.started_at`),
  endDate: instantColumn(sql`i.ended_at`),
  state: state.filter,
  hasIncident: flagColumn(hasIncident),
  tenantId: tenantFilter,
  businessId: textColumn(sql`i.business_id`),
  tags: tagsFilter(sql`i.tags`),
  variables: variablesFilter(sql`v.instance = i.number`),
  errorMessage: (condition) =>
    sql`exists (select from incidents c where c.instance = i.number and c.state = 'active' and ${textColumn(sql`c.message`)(condition)})`,
  hasRetriesLeft: flagColumn(
    sql`exists (select from jobs j where j.instance = i.number and j.state in ('open', 'answered') and j.error_message is not null and j.retries > 0)`,
  ),
});

const conditionOf = (conditions: Conditions): Sql => {
  const { elementId, elementInstanceState, hasElementInstanceIncident } = conditions;
  const asksForElement = [elementId, elementInstanceState, hasElementInstanceIncident].some(
    (part) => part !== undefined,
  );
  return all([members(conditions), ...(asksForElement ? [elementCondition(conditions)] : [])]);
};

const toItem = (row: Row): Item => ({
  processInstanceKey: instanceKeyOf(row.number),
  processDefinitionKey: keyOf(row.definition_key),
  processDefinitionId: row.process_id,
  processDefinitionName: row.name,
  processDefinitionVersion: row.version,
  processDefinitionVersionTag: row.version_tag,
  parentProcessInstanceKey: instanceKeyOrNull(row.parent_number),
  parentElementInstanceKey: keyOrNull(row.parent_element),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  state: row.state,
  hasIncident: row.has_incident,
  startDate: instantOf(row.started_at),
  endDate: instantOrNull(row.ended_at),
  tenantId: TENANT,
  tags: [...row.tags],
  businessId: row.business_id,
});

/** Process instances. */
export const processInstanceView: View<Filters, Field, Row, Item> = {
  from: sql`from process_instances i left join process_definitions d on d.key = i.definition_key`,
  select: sql`i.number, i.definition_key, i.process_id, i.version, d.name, d.version_tag, ${state.expression} as state,
    ${hasIncident} as has_incident, i.parent_number, i.parent_element, i.root_number, i.started_at,
    i.ended_at, i.tags, i.business_id`,
  key: keyOrder(sql`i.number`),
  filter: ({ $or, ...conditions }) =>
    all([conditionOf(conditions), ...($or === undefined || $or.length === 0 ? [] : [any($or.map(conditionOf))])]),
  orders: {
    processInstanceKey: keyOrder(sql`i.number`),
    processDefinitionKey: keyOrder(sql`i.definition_key`),
    processDefinitionId: textOrder(sql`i.process_id`),
    processDefinitionName: textOrder(sql`d.name`),
    processDefinitionVersion: integerOrder(sql`i.version`),
    processDefinitionVersionTag: textOrder(sql`d.version_tag`),
    parentProcessInstanceKey: keyOrder(sql`i.parent_number`),
    parentElementInstanceKey: keyOrder(sql`i.parent_element`),
    startDate: instantOrder(sql`i.started_at`),
    endDate: instantOrder(sql`i.ended_at`),
    state: textOrder(state.expression),
    hasIncident: flagOrder(hasIncident),
    tenantId: tenantOrder,
    businessId: textOrder(sql`i.business_id`),
  },
  items: (rows) => rows.map(toItem),
};
