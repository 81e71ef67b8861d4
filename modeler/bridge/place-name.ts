import type { Translate } from './translation/translate.js';

/** What a name is made from: an element of the canvas. */
export interface Named {
  /** As `bpmn:BoundaryEvent`. */
  readonly type: string;
  readonly businessObject?: { readonly name?: string | undefined };
  readonly source?: Named;
  readonly target?: Named;
}

/** Words of a type: `bpmn:BoundaryEvent` is a boundary event. */
const kindOf = (type: string): string =>
  type
    .replace(/^\w+:/, '')
    .replaceAll(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(' based', '-based')
    .replace(/^(Sub|Ad hoc sub) process/, '$1-process')
    .replace('Ad hoc', 'Ad-hoc');

/** How to call an element in a list: by its name, a flow by its ends, anything else by its kind. */
export const placeName = (element: Named, translate: Translate): string => {
  const name = element.businessObject?.name?.trim();
  if (name !== undefined && name !== '') return name;
  const { source, target } = element;
  if (source !== undefined && target !== undefined)
    return `${placeName(source, translate)} → ${placeName(target, translate)}`;
  return translate(kindOf(element.type));
};
