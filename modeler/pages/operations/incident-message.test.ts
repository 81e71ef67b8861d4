import { beforeAll, describe, expect, it } from '@jest/globals';
import { createInstance, type TFunction } from 'i18next';
import { placesOf } from '../../../bpmn/deploy.js';
import { incidentTexts, wantedTexts } from '../../../bpmn/kernel/incidents/reason.js';
import { failures } from '../../../feel/failures.js';
import { NoWorkingTimeError } from '../../../regulations/calendar/calendar.js';
import { MissingCalendarError, UnknownCalendarError, WorkingTimeOverError } from '../../../regulations/calendar/due.js';
import en from '../../i18n/en/operations.json' with { type: 'json' };
import ru from '../../i18n/ru/operations.json' with { type: 'json' };
import { incidentMessage } from './incident-message.js';

const say = {} as Record<'ru' | 'en', TFunction<'operations'>>;

beforeAll(async () => {
  const texts = createInstance();
  await texts.init({
    resources: { ru: { operations: ru }, en: { operations: en } },
    interpolation: { escapeValue: false },
  });
  say.ru = texts.getFixedT('ru', 'operations');
  say.en = texts.getFixedT('en', 'operations');
});

/** Every rule that is told, with the names of its parameters. */
const rules: readonly (readonly [rule: string, parameters: readonly string[]])[] = [
  ...Object.entries(incidentTexts).map(([rule, text]) => [rule, placesOf(text)] as const),
  ...Object.values(failures).map((failure) => {
    const { rule, parameters } = failure('?' as never);
    return [rule, ['source', ...Object.keys(parameters)]] as const;
  }),
  ...[
    new MissingCalendarError(),
    new UnknownCalendarError('c'),
    new WorkingTimeOverError(new NoWorkingTimeError('c', 'ends')),
  ].map(({ rule, parameters }) => [rule, ['element', ...Object.keys(parameters)]] as const),
  ['result-no-variables', ['activity', 'type']],
];

const placesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('an incident with a rule', () => {
  it.each(rules)('%s is worded in both languages with all of its parameters', (rule, names) => {
    const parameters = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
    for (const [language, catalogue] of Object.entries({ ru, en })) {
      const message = incidentMessage(say[language as 'ru' | 'en'], { errorMessage: 'text', rule, parameters });
      for (const value of Object.values(parameters)) expect(message).toContain(value);
      expect(placesIn((catalogue.incident.rules as Record<string, string>)[rule]!)).toEqual([...names].sort());
    }
  });

  it('is one that is told, in both catalogues', () => {
    const told = new Set(rules.map(([rule]) => rule));
    for (const { incident } of [ru, en]) expect(new Set(Object.keys(incident.rules))).toEqual(told);
  });

  it.each(Object.entries(wantedTexts))('about a value that should be %s names its bounds', (wanted, text) => {
    for (const { incident } of [ru, en])
      expect(placesIn((incident.wanted as Record<string, string>)[wanted]!)).toEqual([...placesOf(text)].sort());
  });

  it.each(Object.keys(wantedTexts))('about a value that should be %s says so', (wanted) => {
    const parameters = { source: 'a', given: 'null', wanted, least: 1, most: 9 };
    const told = { errorMessage: 'text', rule: 'expression-value', parameters };
    const message = incidentMessage(say.ru, told);
    expect(message).toMatch(/^Результат выражения «a» не подходит: ожидается [«а-яё].*, получено null$/);
    expect(message).not.toContain(wanted);
    expect(incidentMessage(say.en, told)).toMatch(/^The expression “a” must give .*, but gave null$/);
  });

  it('takes a value for what it is, whatever stands in it', () => {
    const told = { errorMessage: 'text', rule: 'uncaught-error', parameters: { code: '$t(title) {{code}}' } };
    expect(incidentMessage(say.en, told)).toBe('The error “$t(title) {{code}}” is not caught by any event');
  });
});

describe('an incident without a rule', () => {
  it.each(['LDAP is down', 'toString', ''])('stays as a worker wrote it: %s', (errorMessage) => {
    expect(incidentMessage(say.ru, { errorMessage, rule: null, parameters: null })).toBe(errorMessage);
  });

  it('stays as it is told when nobody knows its rule', () => {
    expect(incidentMessage(say.ru, { errorMessage: 'text', rule: 'something-new', parameters: {} })).toBe('text');
  });
});
