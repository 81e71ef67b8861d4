import { fillText, placesOf, type Finding, type Parameters } from '../../bpmn/deploy.js';
import type { Language } from '../i18n/language.js';
import { deploymentsRu } from './deployments-ru.js';
import { findingsRu } from './findings-ru.js';
import { kindInRussian } from './kinds-ru.js';
import { xmlFaultInRussian } from './xml-faults-ru.js';

/** Parameters that are words themselves: kinds of elements, and what the XML parser says. */
const words: Readonly<Record<string, (value: string) => string>> = { kind: kindInRussian, reason: xmlFaultInRussian };

const texts: Readonly<Record<string, string>> = { ...deploymentsRu, ...findingsRu };

/** The text of a rule of deployments in Russian; undefined when there is no such rule, or a parameter is missing. */
export const ruleInRussian = (rule: string, parameters: Parameters): string | undefined => {
  const text = Object.hasOwn(texts, rule) ? texts[rule] : undefined;
  if (text === undefined || placesOf(text).some((name) => parameters[name] === undefined)) return undefined;
  return fillText(text, parameters, (name, value) => words[name]?.(value) ?? value);
};

/** What a finding says to the person who draws; the checks themselves speak English. */
export const sayFinding = ({ rule, parameters, message }: Finding, language: Language): string =>
  language === 'ru' ? (ruleInRussian(rule, parameters) ?? message) : message;
