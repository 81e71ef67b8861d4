import { ElementSearch } from './element-search.js';
import { MenuWords } from './menu-words.js';

/** Search for elements and in menus knows English and Russian words; it takes the place of the search of bpmn-js. */
export const searchWordsModule = {
  __init__: ['bpmnSearch', 'menuWords'],
  bpmnSearch: ['type', ElementSearch],
  menuWords: ['type', MenuWords],
};
