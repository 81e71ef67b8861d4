import { elementInstanceColumns } from '../../search/resources/element-instances.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';

const elementInstanceFilter = filterOf(elementInstanceColumns).meta({ id: 'ElementInstanceFilter' });

export const elementInstanceItem = itemOf(elementInstanceColumns).meta({ id: 'ElementInstance' });
export const elementInstanceSearch = searchBody(sortsOf(elementInstanceColumns), elementInstanceFilter);
export const elementInstancePage = searchReply(elementInstanceItem).meta({ id: 'ElementInstancePage' });
