import type { Language } from '../../i18n/language.js';
import { canvasRu } from './canvas-ru.js';
import { elementsRu } from './elements-ru.js';
import { propertiesRu } from './properties-ru.js';

/** Says a text of the canvas or the panel; `{name}` in it is replaced by a value. */
export type Translate = (text: string, values?: Readonly<Record<string, string>>) => string;

/** The panel writes element types in its own way: `Event Based Gateway`, `Start Event (Non Interrupting)`. */
const elementName = (text: string): string =>
  text
    .toLowerCase()
    .replace('non interrupting', 'non-interrupting')
    .replace('event based', 'event-based')
    .replace('sub process', 'sub-process')
    .replace('ad hoc', 'ad-hoc')
    .replace('compensate', 'compensation');

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** A text in Russian; undefined when there is none for it. */
export const inRussian = (text: string): string | undefined =>
  own(propertiesRu, text) ?? own(canvasRu, text) ?? own(elementsRu, elementName(text));

/** The service `translate` of bpmn-js in a language. Texts that nobody has translated stay English. */
export const translateTo =
  (language: Language): Translate =>
  (text, values = {}) =>
    (language === 'ru' ? (inRussian(text) ?? text) : text).replaceAll(
      /\{([^}]+)\}/g,
      (place, name: string) => values[name] ?? place,
    );
