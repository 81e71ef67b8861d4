import { processDefinitionColumns } from '../../search/resources/process-definitions.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';

const processDefinitionFilter = filterOf(processDefinitionColumns).meta({ id: 'ProcessDefinitionFilter' });

export const processDefinitionItem = itemOf(processDefinitionColumns).meta({ id: 'ProcessDefinition' });
export const processDefinitionSearch = searchBody(sortsOf(processDefinitionColumns), processDefinitionFilter);
export const processDefinitionPage = searchReply(processDefinitionItem).meta({ id: 'ProcessDefinitionPage' });
