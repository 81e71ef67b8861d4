import {
  fillText,
  findingTexts,
  placesOf,
  type Finding,
  type FindingRule,
  type Parameters,
} from '../../bpmn/deploy.js';
import type { Language } from '../i18n/language.js';
import { deploymentsRu } from './deployments-ru.js';
import { findingsRu } from './findings-ru.js';
import { kindInRussian } from './kinds-ru.js';
import { xmlFaultInRussian } from './xml-faults-ru.js';

/** Parameters that are words themselves: kinds of elements, and what the XML parser says. */
const words: Readonly<Record<string, (value: string) => string>> = { kind: kindInRussian, reason: xmlFaultInRussian };

const texts: Readonly<Record<string, string>> = { ...deploymentsRu, ...findingsRu };

/** Rules that name another element of the diagram by its id. */
const namingElements: ReadonlySet<FindingRule> = new Set([
  'several-none-start-events',
  'deadlock',
  'lack-of-synchronization',
  'event-gateway-target',
  'kept-assignee',
]);

/** What an element is called on the canvas. */
export type NameOf = (elementId: string) => string | undefined;

const quotes = { ru: ['«', '»'], en: ['“', '”'] } as const;

/** The finding with the name of the other element in place of its id. */
const named = (finding: Finding, language: Language, nameOf: NameOf): Finding => {
  const { rule, parameters } = finding;
  const name = typeof parameters['id'] === 'string' ? nameOf(parameters['id']) : undefined;
  if (!namingElements.has(rule) || name === undefined) return finding;
  const [open, close] = quotes[language];
  const given = { ...parameters, id: `${open}${name}${close}` };
  return { ...finding, parameters: given, message: fillText(findingTexts[rule], given) };
};

/** The text of a rule of deployments in Russian; undefined when there is no such rule, or a parameter is missing. */
export const ruleInRussian = (rule: string, parameters: Parameters): string | undefined => {
  const text = Object.hasOwn(texts, rule) ? texts[rule] : undefined;
  if (text === undefined || placesOf(text).some((name) => parameters[name] === undefined)) return undefined;
  return fillText(text, parameters, (name, value) => words[name]?.(value) ?? value);
};

/** What a finding says to the person who draws; the checks themselves speak English. */
export const sayFinding = (finding: Finding, language: Language, nameOf: NameOf = () => undefined): string => {
  const { rule, parameters, message } = named(finding, language, nameOf);
  return language === 'ru' ? (ruleInRussian(rule, parameters) ?? message) : message;
};
