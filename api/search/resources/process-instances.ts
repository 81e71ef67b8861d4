import { column, filterOnly, itemOnly, type Within } from '../column.js';
import { flag, instanceKey, instant, integer, key, nullable, text } from '../column-types.js';
import { all, any, sql } from '../columns.js';
import { viewOf } from '../table.js';
import { descendants, instanceState, tagsColumn, tenantId, variables } from './shared-columns.js';

/** An incident of the instance itself or of something it called. */
const hasIncident = sql`exists (select from incidents c where c.state = 'active' and c.instance in ${descendants(sql`i.number`)})`;
const hasRetriesLeft = sql`exists (select from jobs j where j.instance = i.number and j.state = 'open'
  and j.error_message is not null and j.retries > 0)`;
const elementHasIncident = sql`exists (select from incidents c where c.element_instance_key = e.key and c.state = 'active')`;

const ownIncident: Within = (conditions) =>
  sql`exists (select from incidents c where c.instance = i.number and c.state = 'active' and ${conditions})`;
/** The conditions on elements speak about one and the same element instance. */
const element: Within = (conditions) =>
  sql`exists (select from element_instances e where e.instance = i.number and ${conditions})`;

export const processInstanceColumns = {
  processInstanceKey: column(instanceKey, sql`i.number`),
  processDefinitionKey: column(key, sql`i.definition_key`),
  processDefinitionId: column(text, sql`i.process_id`),
  processDefinitionName: column(nullable(text), sql`d.name`),
  processDefinitionVersion: column(integer, sql`i.version`),
  processDefinitionVersionTag: column(nullable(text), sql`d.version_tag`),
  parentProcessInstanceKey: column(nullable(instanceKey), sql`i.parent_number`),
  parentElementInstanceKey: column(nullable(key), sql`i.parent_element`),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`i.root_number`),
  state: column(instanceState, sql`i.status`),
  hasIncident: column(flag, hasIncident),
  startDate: column(instant, sql`i.started_at`),
  endDate: column(nullable(instant), sql`i.ended_at`),
  tenantId,
  tags: tagsColumn(sql`i.tags`),
  businessId: column(nullable(text), sql`i.business_id`),
  variables: filterOnly(variables, sql`v.instance = i.number`),
  errorMessage: filterOnly(text, sql`c.message`, ownIncident),
  hasRetriesLeft: filterOnly(flag, hasRetriesLeft),
  elementId: filterOnly(text, sql`e.element_id`, element),
  elementInstanceState: filterOnly(instanceState, sql`e.state`, element),
  hasElementInstanceIncident: filterOnly(flag, elementHasIncident, element),
};

const view = viewOf(processInstanceColumns, {
  from: sql`from process_instances i left join process_definitions d on d.key = i.definition_key`,
  key: processInstanceColumns.processInstanceKey,
});

type Conditions = Parameters<typeof view.filter>[0];

/** Process instances; of several alternatives one must hold. */
export const processInstanceView = {
  ...view,
  filter: ({ $or = [], ...conditions }: Conditions & { readonly $or?: readonly Conditions[] | undefined }) =>
    all([view.filter(conditions), ...($or.length === 0 ? [] : [any($or.map(view.filter))])]),
};
