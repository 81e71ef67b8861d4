import { z } from 'zod';
import { variableColumns, wholeVariableColumns } from '../../search/resources/variables.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';
import { operationReference, variables } from './values.js';

export const variableItem = itemOf(variableColumns).meta({ id: 'VariableSearchItem' });
export const variableReply = itemOf(wholeVariableColumns).meta({ id: 'Variable' });

const sorts = sortsOf(variableColumns);
export const variableSearch = searchBody(sorts, filterOf(variableColumns).meta({ id: 'VariableFilter' }));

const taskVariableFilter = filterOf({ name: variableColumns.name }).meta({ id: 'UserTaskVariableFilter' });
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
