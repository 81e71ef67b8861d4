import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import type PopupMenu from 'diagram-js/lib/features/popup-menu/PopupMenu';
import type { PopupMenuEntries } from 'diagram-js/lib/features/popup-menu/PopupMenuProvider';
import { entryName } from '../runnable-elements/kind-of-entry.js';
import { wordsOf } from './words-of.js';

const MENUS = ['bpmn-create', 'bpmn-append', 'bpmn-replace'];
/** After every provider that adds entries or takes them out. */
const LAST = 50;

/** The menus with elements are searched by words of either language. */
export class MenuWords {
  static readonly $inject = ['popupMenu'];

  constructor(popupMenu: PopupMenu) {
    for (const menu of MENUS) popupMenu.registerProvider(menu, LAST, this);
  }

  getPopupMenuEntries(): (entries: PopupMenuEntries) => PopupMenuEntries {
    return (entries) =>
      Object.fromEntries(
        Object.entries(entries).map(([id, entry]) => {
          const known = PopupEntries[entryName(id)];
          return [id, known === undefined ? entry : { ...entry, search: wordsOf(known.label) }];
        }),
      );
  }
}
