import { z } from 'zod';
import { flag, keyCondition, textCondition } from './conditions.js';
import { searchBody, searchReply } from './search.js';
import { keyText, operationReference, tenantReply, variables } from './values.js';

const common = {
  variableKey: keyText,
  name: z.string(),
  scopeKey: keyText,
  processInstanceKey: keyText,
  rootProcessInstanceKey: keyText.nullable(),
  tenantId: tenantReply,
};

export const variableItem = z
  .object({ ...common, value: z.string().meta({ description: 'JSON text' }), isTruncated: z.boolean() })
  .meta({ id: 'VariableSearchItem' });

export const variableReply = z
  .object({ ...common, value: z.string().meta({ description: 'JSON text, whole' }) })
  .meta({ id: 'Variable' });

const sorts = ['value', 'name', 'tenantId', 'variableKey', 'scopeKey', 'processInstanceKey'] as const;

export const variableFilter = z
  .strictObject({
    variableKey: keyCondition,
    name: textCondition,
    value: textCondition,
    scopeKey: keyCondition,
    processInstanceKey: keyCondition,
    tenantId: textCondition,
    isTruncated: flag,
  })
  .meta({ id: 'VariableFilter' });

export const variableSearch = searchBody(sorts, variableFilter);

export const taskVariableFilter = z.strictObject({ name: textCondition }).meta({ id: 'UserTaskVariableFilter' });
export const taskVariableSearch = searchBody(sorts, taskVariableFilter);

export const variablePage = searchReply(variableItem).meta({ id: 'VariablePage' });

/** Long values are cut unless the caller wants them whole. */
export const truncation = z.object({
  truncateValues: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text !== 'false'),
});

/** `PUT /v2/element-instances/{elementInstanceKey}/variables` */
export const setVariablesBody = z
  .object({
    variables,
    local: z
      .boolean()
      .nullish()
      .transform((local) => local ?? false),
    operationReference,
  })
  .meta({ id: 'SetVariables' });
