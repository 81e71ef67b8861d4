import { column, itemOnly } from '../column.js';
import { enumeration, instanceKey, instant, key, nullable, text } from '../column-types.js';
import { sql } from '../columns.js';
import { viewOf } from '../table.js';
import { tenantId } from './shared-columns.js';

const subscriptionState = enumeration((state) => ({
  CORRELATED: sql`${state} = 'correlated'`,
  CREATED: sql`${state} = 'open'`,
  DELETED: sql`${state} = 'closed'`,
  MIGRATED: sql`false`,
}));

/** A wait of an element for a message (Camunda, "Search message subscriptions"). */
export const messageSubscriptionColumns = {
  messageSubscriptionKey: column(key, sql`s.key`),
  messageSubscriptionState: column(subscriptionState, sql`s.state`),
  messageName: column(text, sql`s.name`),
  correlationKey: column(nullable(text), sql`s.correlation_key`),
  elementId: column(text, sql`s.element_id`),
  elementInstanceKey: column(key, sql`s.element_instance_key`),
  lastUpdatedDate: column(instant, sql`s.created_at`),
  processDefinitionId: column(text, sql`s.process_id`),
  processDefinitionKey: column(key, sql`s.definition_key`, { sort: false }),
  processInstanceKey: column(instanceKey, sql`s.instance`),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  tenantId,
};

/** Waits of elements for messages, open and past. */
export const messageSubscriptionView = viewOf(messageSubscriptionColumns, {
  from: sql`from message_subscriptions s join process_instances p on p.number = s.instance`,
  key: messageSubscriptionColumns.messageSubscriptionKey,
});
