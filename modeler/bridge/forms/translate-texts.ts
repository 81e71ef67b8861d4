import { formTextInRussian } from './form-texts.js';

/** Where form-js has fixed texts of its own; what authors write never stands there. */
const places = '.fjs-select-placeholder, .fjs-dropdownlist-empty, .fjs-form-field-error';

const translateTexts = (container: Element): void => {
  for (const place of container.querySelectorAll(places)) {
    for (const node of [...place.childNodes, ...[...place.children].flatMap(({ childNodes }) => [...childNodes])]) {
      if (!(node instanceof Text)) continue;
      const said = formTextInRussian(node.data);
      if (said !== node.data) node.data = said;
    }
  }
  for (const input of container.querySelectorAll('input[placeholder]')) {
    const placeholder = input.getAttribute('placeholder') ?? '';
    const said = formTextInRussian(placeholder);
    if (said !== placeholder) input.setAttribute('placeholder', said);
  }
};

/** Translates the fixed texts of a form's fields: `Select`, `No results`. @returns how to stop */
export const translateFormTexts = (container: Element, language: () => string): (() => void) => {
  const translate = (): void => {
    if (language() === 'ru') translateTexts(container);
  };
  const observer = new MutationObserver(translate);
  observer.observe(container, { subtree: true, childList: true, characterData: true });
  translate();
  return () => observer.disconnect();
};
