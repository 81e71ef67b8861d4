import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Fault } from '../../forms/say-fault.js';
import en from '../../i18n/en/shell.json' with { type: 'json' };
import ru from '../../i18n/ru/shell.json' with { type: 'json' };
import { inexactNumberIn, keepTypedNumbers, type NumberFieldClass } from './exact-numbers.js';
import { faultMessagesModule, type Evaluate } from './fault-messages.js';

/** What of form-js is needed here. */
interface FormJs {
  readonly Form: new (options: object) => { get(service: string): never };
  readonly runExpressionEvaluation: Evaluate;
  readonly Numberfield: NumberFieldClass;
}

interface Services {
  readonly validator: { validateFieldInstance(instance: object, value: unknown): readonly string[] };
  readonly formFieldRegistry: { add(field: object): void; clear(): void };
}

/** form-js without a page: what it touches of one while it is loaded. */
const loadFormJs = async (): Promise<FormJs> => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { Form, Numberfield, runExpressionEvaluation } from '@bpmn-io/form-js-viewer';",
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, write: false, format: 'iife', globalName: 'formJs' },
  });
  const createElement = (): object => ({ classList: { add: () => undefined }, setAttribute: () => undefined });
  const page = createContext({ document: { createElement }, KeyboardEvent: class {}, console });
  runInContext(outputFiles[0]?.text ?? '', page);
  return (page as { formJs: FormJs }).formJs;
};

const context = { data: { most: 3 }, this: {}, parent: null, i: [] };

let numberField: NumberFieldClass;
let faults: (field: object, value: unknown) => readonly Fault[];

beforeAll(async () => {
  const { Form, Numberfield, runExpressionEvaluation } = await loadFormJs();
  keepTypedNumbers(Numberfield);
  numberField = Numberfield;
  const say = (fault: Fault): string => JSON.stringify(fault);
  const form = new Form({ additionalModules: [faultMessagesModule(say, runExpressionEvaluation)] });
  const validator: Services['validator'] = form.get('validator');
  const registry: Services['formFieldRegistry'] = form.get('formFieldRegistry');
  faults = (field, value) => {
    registry.clear();
    registry.add({ id: 'field', ...field });
    return validator
      .validateFieldInstance({ id: 'field', expressionContextInfo: context }, value)
      .map((message) => JSON.parse(message) as Fault);
  };
});

const LONG = '9007199254740993';

const text = (validate: object): object => ({ type: 'textfield', validate });
const number = (more: object): object => ({ type: 'number', ...more });

const rows: readonly (readonly [
  rule: Fault['rule'],
  field: object,
  value: unknown,
  parameters: Fault['parameters'],
])[] = [
  ['needed', text({ required: true }), ' \n ', {}],
  ['needed', { type: 'checkbox', validate: { required: true } }, false, {}],
  ['too-short', text({ minLength: 2 }), 'a', { least: 2 }],
  ['too-long', text({ maxLength: '=most' }), 'abcd', { most: 3 }],
  ['pattern-missed', text({ pattern: '^A' }), 'b', { pattern: '^A' }],
  ['said-by-form', text({ pattern: '^A', patternErrorMessage: 'Begin with A' }), 'b', { text: 'Begin with A' }],
  ['pattern-unreadable', text({ pattern: '(' }), 'b', { pattern: '(' }],
  ['mail-address-expected', text({ validationType: 'email' }), 'b', {}],
  ['telephone-number-expected', text({ validationType: 'phone' }), 'b', {}],
  ['number-expected', number({ decimalDigits: 0, increment: '2' }), 'NaN', {}],
  ['inexact-number', number({ decimalDigits: 0 }), LONG, { number: LONG, kept: '9007199254740992' }],
  ['whole-number-expected', number({ decimalDigits: 0 }), 1.5, {}],
  ['too-many-digits', number({ decimalDigits: 1 }), 1.25, { most: 1 }],
  ['no-multiple', number({ increment: '0.5' }), 1.2, { step: '0.5' }],
  ['too-small', number({ validate: { min: 2 } }), 1, { least: 2 }],
  ['too-big', number({ validate: { max: '=most - 1' } }), 3, { most: 2 }],
];

describe('what a form says of the value of a field', () => {
  it.each(rows)('is a rule with its parameters: %s', (rule, field, value, parameters) => {
    expect(faults(field, value)).toEqual([{ rule, parameters }]);
    const named = Object.keys(parameters).map((name) => `{{${name}}}`);
    for (const texts of [ru.faults, en.faults]) for (const place of named) expect(texts[rule]).toContain(place);
  });

  it('tells everything that is wrong, and nothing that is right', () => {
    const field = text({ required: true, minLength: 2, pattern: '^A' });
    expect(
      faults(field, 'b')
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(['pattern-missed', 'too-short']);
    expect(faults(field, 'Ab')).toEqual([]);
    expect(faults(number({ decimalDigits: 1, increment: '0.5', validate: { min: 0 } }), 1.5)).toEqual([]);
    expect(faults(text({}), undefined)).toEqual([]);
  });
});

describe('a number field', () => {
  const valueOf = (value: unknown, more: object = {}): unknown =>
    numberField.config.sanitizeValue({ value, formField: number(more) });

  it('holds the text of a number whose digits would be lost, and the number of every other', () => {
    expect([LONG, '12.50', '-1', '', 'abc', '1.', '.5'].map((value) => valueOf(value))).toEqual([
      ...[LONG, 12.5, -1, null],
      ...[null, 1, 0.5],
    ]);
    expect(valueOf(LONG, { serializeToString: true })).toBe(LONG);
    expect(faults(number({ serializeToString: true }), LONG)).toEqual([]);
  });

  it('tells only numbers that are not kept from others', () => {
    expect(['0.1', '1.10', '7', 'NaN', ' '].map(inexactNumberIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
