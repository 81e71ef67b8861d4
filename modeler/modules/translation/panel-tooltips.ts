import type { Translate } from './translate.js';

const translateTitle = (element: Element, translate: Translate): void => {
  const title = element.getAttribute('title');
  if (title === null) return;
  const translated = translate(title);
  if (translated !== title) element.setAttribute('title', translated);
};

/**
 * Translates tooltips of the properties panel. Its fields have fixed English ones: `@bpmn-io/properties-panel` would take
 * a `translate`, but `bpmn-js-properties-panel` hands it none.
 *
 * @returns how to stop
 */
export const translateTooltips = (panel: HTMLElement, translate: Translate): (() => void) => {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') translateTitle(target as Element, translate);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const element of [node, ...node.querySelectorAll('[title]')]) translateTitle(element, translate);
      }
    }
  });
  observer.observe(panel, { subtree: true, childList: true, attributes: true, attributeFilter: ['title'] });
  return () => observer.disconnect();
};
