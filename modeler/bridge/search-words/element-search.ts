import { getLabel } from 'bpmn-js/lib/util/LabelUtil';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type SearchPad from 'diagram-js/lib/features/search-pad/SearchPad';
import type { SearchResult, Token } from 'diagram-js/lib/features/search-pad/SearchPadProvider';
import type { Element } from 'diagram-js/lib/model/Types';
import { kindName } from '../../../bpmn/deploy.js';
import { wordsOf } from './words-of.js';

/** An element with what it is searched by. */
interface Item {
  readonly element: Element;
  readonly id: string;
  readonly label: string;
  readonly words: string;
}

/** The service `search` of diagram-js. */
type Search = (
  items: readonly Item[],
  pattern: string,
  options: { readonly keys: readonly string[] },
) => readonly { readonly item: Item; readonly tokens: Readonly<Record<string, Token[]>> }[];

interface Kinded {
  readonly type: string;
  readonly businessObject?: {
    readonly triggeredByEvent?: boolean;
    readonly eventDefinitions?: readonly { readonly $type: string }[];
  };
}

/** The kind of an element as `kindName` takes it. */
const kindOf = ({ type, businessObject }: Kinded): string => {
  const [definition] = businessObject?.eventDefinitions ?? [];
  if (businessObject?.triggeredByEvent === true) return `${type}/triggeredByEvent`;
  return definition === undefined ? type : `${type}/${definition.$type}`;
};

/** Finds elements of the diagram by name, id and the words for their kind in either language. */
export class ElementSearch {
  static readonly $inject = ['elementRegistry', 'searchPad', 'canvas', 'search'];

  constructor(
    private readonly elements: ElementRegistry,
    searchPad: SearchPad,
    private readonly canvas: Canvas,
    private readonly search: Search,
  ) {
    searchPad.registerProvider(this);
  }

  find(pattern: string): SearchResult[] {
    const roots = new Set<unknown>(this.canvas.getRootElements());
    const items = this.elements
      .filter((element) => !('labelTarget' in element && element['labelTarget']) && !roots.has(element))
      .map((element) => ({
        ...{ element: element as Element, id: element.id, label: getLabel(element as never) ?? '' },
        words: wordsOf(kindName(kindOf(element as unknown as Kinded))),
      }));
    return this.search(items, pattern, { keys: ['label', 'id', 'words'] }).map(({ item, tokens }) => ({
      element: item.element,
      primaryTokens: tokens['label'] ?? [],
      secondaryTokens: tokens['id'] ?? [],
    }));
  }
}
