import type { Translate } from './translate.js';

/** Where the panel says what is wrong with a field. */
const ERROR = '.bio-properties-panel-error';

const translateTitle = (element: Element, translate: Translate): void => {
  const title = element.getAttribute('title');
  if (title === null) return;
  const translated = translate(title);
  if (translated !== title) element.setAttribute('title', translated);
};

const translateError = (node: Node, translate: Translate): void => {
  if (!(node instanceof Text) || node.parentElement?.matches(ERROR) !== true) return;
  const translated = translate(node.data);
  if (translated !== node.data) node.data = translated;
};

const translateAdded = (node: Node, translate: Translate): void => {
  translateError(node, translate);
  if (!(node instanceof Element)) return;
  for (const element of [node, ...node.querySelectorAll(`[title], ${ERROR}`)]) {
    translateTitle(element, translate);
    for (const child of element.childNodes) translateError(child, translate);
  }
};

/**
 * Translates tooltips and errors of fields of the properties panel. Its fields have fixed English ones:
 * `@bpmn-io/properties-panel` would take a `translate`, but `bpmn-js-properties-panel` hands it none.
 *
 * @returns how to stop
 */
export const translatePanel = (panel: HTMLElement, translate: Translate): (() => void) => {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') translateTitle(target as Element, translate);
      if (type === 'characterData') translateError(target, translate);
      for (const node of addedNodes) translateAdded(node, translate);
    }
  });
  const watched = { subtree: true, childList: true, characterData: true };
  observer.observe(panel, { ...watched, attributes: true, attributeFilter: ['title'] });
  return () => observer.disconnect();
};
