import type { Finding } from '../../../bpmn/deploy.js';
import type { Language } from '../../i18n/language.js';
import { findingsRu } from './findings-ru.js';
import { sayings, type SayMessage } from './sayings.js';
import { syntaxFaultInRussian } from './syntax-faults-ru.js';
import { inRussian } from './translate.js';

/** Says what stands in a place of a finding: element types and reasons of the parser are English too. */
const sayValue = (value: string, name: string): string => {
  if (name === 'what') return inRussian(value)?.toLowerCase() ?? value;
  return name === 'fault' ? syntaxFaultInRussian(value) : value;
};

/** The message of a finding in Russian; undefined when there is none for it. */
export const messageInRussian: SayMessage = sayings(findingsRu, sayValue);

/** What a finding says to the person who draws; the checks themselves speak English. */
export const sayFinding = ({ message }: Finding, language: Language): string =>
  language === 'ru' ? (messageInRussian(message) ?? message) : message;
