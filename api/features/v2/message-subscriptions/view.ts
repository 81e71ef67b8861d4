import type { z } from 'zod';
import type {
  messageSubscriptionFilter,
  messageSubscriptionItem,
  messageSubscriptionSearch,
} from '../../../contract/v2/message-subscriptions.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  enumColumn,
  instanceColumn,
  instantColumn,
  keyColumn,
  membersFilter,
  sql,
  textColumn,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  instanceKeyOf,
  instantOf,
  instantOrder,
  keyOf,
  keyOrder,
  tenantFilter,
  tenantOrder,
  textOrder,
} from '../columns.js';

type Filters = z.output<typeof messageSubscriptionFilter>;
type Field = z.output<typeof messageSubscriptionSearch>['sort'][number]['field'];
type Item = z.input<typeof messageSubscriptionItem>;

interface Row {
  readonly key: bigint;
  readonly state: Item['messageSubscriptionState'];
  readonly name: string;
  readonly correlation_key: string;
  readonly element_id: string;
  readonly element_instance_key: bigint;
  readonly created_at: Date;
  readonly process_id: string;
  readonly definition_key: bigint;
  readonly instance: bigint;
  readonly root_number: bigint;
}

const state = enumColumn<Item['messageSubscriptionState']>({
  CREATED: sql`s.state = 'open'`,
  CORRELATED: sql`s.state = 'correlated'`,
  DELETED: sql`s.state = 'closed'`,
  MIGRATED: sql`false`,
});

const toItem = (row: Row): Item => ({
  messageSubscriptionKey: keyOf(row.key),
  messageSubscriptionState: row.state,
  messageName: row.name,
  correlationKey: row.correlation_key,
  elementId: row.element_id,
  elementInstanceKey: keyOf(row.element_instance_key),
  lastUpdatedDate: instantOf(row.created_at),
  processDefinitionId: row.process_id,
  processDefinitionKey: keyOf(row.definition_key),
  processInstanceKey: instanceKeyOf(row.instance),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  tenantId: TENANT,
});

/** Waits of elements for messages, open and past. */
export const messageSubscriptionView: View<Filters, Field, Row, Item> = {
  from: sql`from message_subscriptions s join process_instances p on p.number = s.instance`,
  select: sql`s.key, ${state.expression} as state, s.name, s.correlation_key, s.element_id, s.element_instance_key,
    s.created_at, s.process_id, s.definition_key, s.instance, p.root_number`,
  key: keyOrder(sql`s.key`),
  filter: membersFilter<Filters>({
    messageSubscriptionKey: keyColumn(sql`s.key`),
    messageSubscriptionState: state.filter,
    messageName: textColumn(sql`s.name`),
    correlationKey: textColumn(sql`s.correlation_key`),
    elementId: textColumn(sql`s.element_id`),
    elementInstanceKey: keyColumn(sql`s.element_instance_key`),
    lastUpdatedDate: instantColumn(sql`s.created_at`),
    processDefinitionId: textColumn(sql`s.process_id`),
    processDefinitionKey: keyColumn(sql`s.definition_key`),
    processInstanceKey: instanceColumn(sql`s.instance`),
    tenantId: tenantFilter,
  }),
  orders: {
    messageSubscriptionKey: keyOrder(sql`s.key`),
    messageSubscriptionState: textOrder(state.expression),
    messageName: textOrder(sql`s.name`),
    correlationKey: textOrder(sql`s.correlation_key`),
    elementId: textOrder(sql`s.element_id`),
    elementInstanceKey: keyOrder(sql`s.element_instance_key`),
    lastUpdatedDate: instantOrder(sql`s.created_at`),
    processDefinitionId: textOrder(sql`s.process_id`),
    processInstanceKey: keyOrder(sql`s.instance`),
    tenantId: tenantOrder,
  },
  items: (rows) => rows.map(toItem),
};
