import { beforeAll, describe, expect, it } from '@jest/globals';
import { createInstance, type TFunction } from 'i18next';
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

const anything = (rule: string) => {
  const text = en.incident.rules[rule as keyof typeof en.incident.rules];
  const places = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  return { errorMessage: 'text', rule, parameters: Object.fromEntries(places.map((name) => [name, `<${name}>`])) };
};

describe('an incident with a rule', () => {
  it.each(Object.keys(en.incident.rules))('%s is worded in both languages with all of its parameters', (rule) => {
    const told = anything(rule);
    for (const language of ['ru', 'en'] as const) {
      const message = incidentMessage(say[language], told);
      expect(message).not.toBe('text');
      for (const value of Object.values(told.parameters)) expect(message).toContain(value);
    }
  });

  it.each(Object.keys(en.incident.wanted))('about a value that should be %s says so', (wanted) => {
    const parameters = { source: 'a', given: 'null', wanted, least: 1, most: 9 };
    const told = { errorMessage: 'text', rule: 'expression-value', parameters };
    const message = incidentMessage(say.ru, told);
    expect(message).toMatch(/^Выражение «a» должно давать [«а-яё].*, но дало null$/);
    expect(message).not.toContain(wanted);
    expect(incidentMessage(say.en, told)).toMatch(/^The expression “a” should give .*, but gave null$/);
  });

  it('takes a value for what it is, whatever stands in it', () => {
    const told = { errorMessage: 'text', rule: 'uncaught-error', parameters: { code: '$t(title) {{code}}' } };
    expect(incidentMessage(say.en, told)).toBe('The error “$t(title) {{code}}” is not caught by any event');
  });
});

describe('an incident without a rule', () => {
  it.each(['LDAP is down', 'toString', ''])('stays as a worker wrote it: %s', (errorMessage) => {
    expect(incidentMessage(say.ru, { errorMessage })).toBe(errorMessage);
  });

  it('stays as it is told when nobody knows its rule', () => {
    expect(incidentMessage(say.ru, { errorMessage: 'text', rule: 'something-new', parameters: {} })).toBe('text');
  });

  // As long as the engine tells no rules (`rule-of-text.ts`).
  it.each([
    [
      'No condition of an outgoing flow holds, and there is no default flow',
      'Ни одно условие исходящих потоков не выполнилось, а потока по умолчанию нет',
    ],
    [
      "Expression 'amount' should give a whole number from 0 to 100, but gave null",
      'Выражение «amount» должно давать целое число от 0 до 100, но дало null',
    ],
    [
      'The fixed value should give a duration like PT15M, but gave "soon"',
      'Здесь ожидается длительность вида PT15M, а указано "soon"',
    ],
    ["Expression 'a +' failed: FEEL syntax: the expression is incomplete", 'Выражение «a +» не закончено'],
    [`Expression 'a )' failed: FEEL syntax: unexpected ")"`, '«a )» — не выражение FEEL: здесь не может стоять «)»'],
    ["Error 'no-stock' is not caught by any event", 'Ошибку «no-stock» не перехватывает ни одно событие'],
    ['Timer due: There is no calendar «x»', 'Таймер due считает по календарю «x», которого нет'],
  ])('of the engine is recognised: %s', (errorMessage, russian) => {
    expect(incidentMessage(say.ru, { errorMessage })).toBe(russian);
  });
});
