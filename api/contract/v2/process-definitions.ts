import { z } from 'zod';
import { flag, keyCondition, textCondition } from './conditions.js';
import { searchBody, searchReply } from './search.js';
import { key, keyText, optional, smallInteger, tenantReply } from './values.js';

export const processDefinitionItem = z
  .object({
    processDefinitionKey: keyText,
    processDefinitionId: z.string(),
    name: z.string().nullable(),
    version: z.int(),
    versionTag: z.string().nullable(),
    resourceName: z.string(),
    tenantId: tenantReply,
    hasStartForm: z.boolean(),
    state: z.enum(['ACTIVE', 'DRAINING', 'DELETED']),
  })
  .meta({ id: 'ProcessDefinition' });

export const processDefinitionFilter = z
  .strictObject({
    processDefinitionKey: optional(key),
    processDefinitionId: textCondition,
    name: textCondition,
    version: optional(smallInteger),
    versionTag: optional(z.string()),
    resourceName: optional(z.string()),
    tenantId: textCondition,
    isLatestVersion: flag,
    hasStartForm: flag,
    state: optional(z.enum(['ACTIVE', 'DRAINING', 'DELETED'])),
  })
  .meta({ id: 'ProcessDefinitionFilter' });

export const processDefinitionSearch = searchBody(
  ['processDefinitionKey', 'processDefinitionId', 'name', 'version', 'versionTag', 'resourceName', 'tenantId'],
  processDefinitionFilter,
);

export const processDefinitionPage = searchReply(processDefinitionItem).meta({ id: 'ProcessDefinitionPage' });

/** Conditions on the definition that something runs, shared by searches of what runs. */
export const definitionConditions = { processDefinitionKey: keyCondition, processDefinitionId: textCondition };
