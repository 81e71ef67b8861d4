import { formMessageInRussian } from './form-messages.js';

/** Says a text of form-js in the language of the page. */
type Say = (text: string) => string;

/** The service of form-js that checks values; its messages are English. */
interface Validator {
  validateFieldInstance(instance: object, value: unknown): readonly string[];
}

/** Blanks alone say nothing: the server takes them for an empty field. */
const unlessBlank = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? '' : value);

/** Messages about values in the language that `language()` tells at that moment; a field of only blanks is empty. */
export const formMessagesModule = (language: () => string) => {
  const say: Say = (text) => (language() === 'ru' ? formMessageInRussian(text) : text);
  const translate = (validator: Validator): void => {
    const validate = validator.validateFieldInstance.bind(validator);
    validator.validateFieldInstance = (instance, value) => validate(instance, unlessBlank(value)).map(say);
  };
  return {
    __init__: ['formMessages'],
    formMessages: ['factory', Object.assign(translate, { $inject: ['validator'] })],
  };
};

/** Where form-js has fixed texts of its own; what authors write never stands there. */
const places = '.fjs-select-placeholder, .fjs-dropdownlist-empty, .fjs-form-field-error';

const translateTexts = (container: Element, say: Say): void => {
  for (const place of container.querySelectorAll(places)) {
    for (const node of [...place.childNodes, ...[...place.children].flatMap(({ childNodes }) => [...childNodes])]) {
      if (!(node instanceof Text)) continue;
      const said = say(node.data);
      if (said !== node.data) node.data = said;
    }
  }
  for (const input of container.querySelectorAll('input[placeholder]')) {
    const placeholder = input.getAttribute('placeholder') ?? '';
    const said = say(placeholder);
    if (said !== placeholder) input.setAttribute('placeholder', said);
  }
};

/** Translates the fixed texts of a form's fields: `Select`, `No results`. @returns how to stop */
export const translateFormTexts = (container: Element, language: () => string): (() => void) => {
  const translate = (): void => {
    if (language() === 'ru') translateTexts(container, formMessageInRussian);
  };
  const observer = new MutationObserver(translate);
  observer.observe(container, { subtree: true, childList: true, characterData: true });
  translate();
  return () => observer.disconnect();
};
