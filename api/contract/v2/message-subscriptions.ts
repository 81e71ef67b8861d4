import { z } from 'zod';
import { enumCondition, instantCondition, keyCondition, textCondition } from './conditions.js';
import { searchBody, searchReply } from './search.js';
import { instantText, keyText, tenantReply } from './values.js';

export const messageSubscriptionStates = ['CORRELATED', 'CREATED', 'DELETED', 'MIGRATED'] as const;

/** A wait of an element for a message (Camunda, "Search message subscriptions"). */
export const messageSubscriptionItem = z
  .object({
    messageSubscriptionKey: keyText,
    messageSubscriptionState: z.enum(messageSubscriptionStates),
    messageName: z.string(),
    correlationKey: z.string().nullable(),
    elementId: z.string(),
    elementInstanceKey: keyText,
    lastUpdatedDate: instantText,
    processDefinitionId: z.string(),
    processDefinitionKey: keyText,
    processInstanceKey: keyText,
    rootProcessInstanceKey: keyText.nullable(),
    tenantId: tenantReply,
  })
  .meta({ id: 'MessageSubscription' });

export const messageSubscriptionFilter = z
  .strictObject({
    messageSubscriptionKey: keyCondition,
    messageSubscriptionState: enumCondition(messageSubscriptionStates),
    messageName: textCondition,
    correlationKey: textCondition,
    elementId: textCondition,
    elementInstanceKey: keyCondition,
    lastUpdatedDate: instantCondition,
    processDefinitionId: textCondition,
    processDefinitionKey: keyCondition,
    processInstanceKey: keyCondition,
    tenantId: textCondition,
  })
  .meta({ id: 'MessageSubscriptionFilter' });

export const messageSubscriptionSearch = searchBody(
  [
    'messageSubscriptionKey',
    'messageSubscriptionState',
    'messageName',
    'correlationKey',
    'elementId',
    'elementInstanceKey',
    'lastUpdatedDate',
    'processDefinitionId',
    'processInstanceKey',
    'tenantId',
  ],
  messageSubscriptionFilter,
);

export const messageSubscriptionPage = searchReply(messageSubscriptionItem).meta({ id: 'MessageSubscriptionPage' });
