import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import type PopupMenu from 'diagram-js/lib/features/popup-menu/PopupMenu';
import type { PopupMenuEntries } from 'diagram-js/lib/features/popup-menu/PopupMenuProvider';
import { runs } from '../../../bpmn/deploy.js';
import { entryName, kindOfEntry } from './kind-of-entry.js';

/** The menus with elements to choose from. */
const MENUS = ['bpmn-create', 'bpmn-append', 'bpmn-replace'];
/** After every provider that adds entries. */
const LAST = 100;

/** May a menu offer this? What is no element (marks of loops, for instance) is none of our business. */
const isOffered = (id: string): boolean => {
  const entry = PopupEntries[entryName(id)];
  if (entry === undefined) return true;
  const kind = kindOfEntry(entry.target);
  return kind === undefined || runs(kind);
};

/** Takes out of the menus what the engine does not run: nobody draws what cannot be deployed. */
export class RunnableElements {
  static readonly $inject = ['popupMenu'];

  constructor(popupMenu: PopupMenu) {
    for (const menu of MENUS) popupMenu.registerProvider(menu, LAST, this);
  }

  getPopupMenuEntries(): (entries: PopupMenuEntries) => PopupMenuEntries {
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => isOffered(id)));
  }
}
