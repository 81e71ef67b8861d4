import type { Finding } from '../../../bpmn/deploy.js';
import type { Language } from '../../i18n/language.js';
import { findingsRu } from './findings-ru.js';
import { inRussian } from './translate.js';

interface Saying {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly text: string;
}

const PLACE = /\{(\w+)\}/g;

/** Turns a text with places into a pattern that finds what stands in them. */
const toSaying = ([template, text]: readonly [string, string]): Saying => ({
  names: [...template.matchAll(PLACE)].map(([, name = '']) => name),
  pattern: new RegExp(`^${template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(PLACE, '(.*)')}$`, 's'),
  text,
});

// The most specific first: a text with few places before one that fits nearly everything.
const sayings = Object.entries(findingsRu)
  .map(toSaying)
  .sort((one, other) => other.pattern.source.length - one.pattern.source.length);

/** The message of a finding in Russian; undefined when there is none for it. */
export const messageInRussian = (message: string): string | undefined => {
  for (const { pattern, names, text } of sayings) {
    const values = pattern.exec(message)?.slice(1);
    if (values !== undefined)
      return text.replaceAll(PLACE, (_, name: string) => {
        const value = values[names.indexOf(name)] ?? '';
        return name === 'what' ? (inRussian(value)?.toLowerCase() ?? value) : value;
      });
  }
  return undefined;
};

/** What a finding says to the person who draws; the checks themselves speak English. */
export const sayFinding = ({ message }: Finding, language: Language): string =>
  language === 'ru' ? (messageInRussian(message) ?? message) : message;
