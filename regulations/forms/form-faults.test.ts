import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from '../../feel/index.js';
import type { Variables } from '../../bpmn/index.js';
import { formFaults } from './form-faults.js';

const evaluator = createFeelEvaluator();
const at = Date.parse('2025-03-03T09:00:00Z');

const judge = (components: readonly Readonly<Record<string, unknown>>[], values: Variables): readonly string[] =>
  formFaults({ type: 'default', components }, values, { evaluator, at }).map(
    ({ path, detail }) => `${path.join('/')}: ${detail}`,
  );

const required = { required: true };

describe('a field of a form', () => {
  it('that is required takes nothing empty', () => {
    const text = [{ type: 'textarea', key: 'question', validate: required }];
    for (const values of [{}, { question: null }, { question: '' }, { question: ' \n' }]) {
      expect(judge(text, values)).toEqual(['question: A value is needed']);
    }
    expect(judge(text, { question: 'Which version?' })).toEqual([]);
    expect(judge([{ type: 'checkbox', key: 'sure', validate: required }], { sure: false })).toHaveLength(1);
    expect(judge([{ type: 'taglist', key: 'tags', values: [], validate: required }], { tags: [] })).toHaveLength(1);
    expect(judge([{ type: 'textfield', key: 'note', validate: { minLength: 5 } }], { note: '' })).toEqual([]);
  });

  it('takes values of its type alone', () => {
    const wrong: readonly (readonly [Readonly<Record<string, unknown>>, Variables[string]])[] = [
      [{ type: 'textfield' }, 1],
      [{ type: 'textarea' }, { a: 1 }],
      [{ type: 'number' }, '1'],
      [{ type: 'checkbox' }, 'yes'],
      [{ type: 'checklist', values: [{ value: 'a' }] }, 'a'],
      [{ type: 'select', values: [{ value: 'a' }, { value: 'b' }] }, ['a']],
      [{ type: 'select', values: [{ value: 'a' }, { value: 'b' }] }, ['b', 'a']],
      [{ type: 'select', values: [{ value: 'a' }] }, []],
      [{ type: 'radio', values: [{ value: 'a' }] }, ['a', 'a']],
      [{ type: 'radio', values: [{ value: 'a' }] }, { value: 'a' }],
      [{ type: 'datetime', subtype: 'date' }, '03.03.2025'],
      [{ type: 'datetime', subtype: 'datetime' }, '2025-03-03'],
    ];
    for (const [field, value] of wrong) expect(judge([{ ...field, key: 'x' }], { x: value })).toHaveLength(1);
    expect(judge([{ type: 'number', key: 'x', serializeToString: true }], { x: '1.5' })).toEqual([]);
    expect(judge([{ type: 'datetime', subtype: 'date', key: 'x' }], { x: '2025-03-03' })).toEqual([]);
    expect(judge([{ type: 'datetime', subtype: 'time', key: 'x' }], { x: '09:30+03:00' })).toEqual([]);
    expect(judge([{ type: 'datetime', subtype: 'datetime', key: 'x' }], { x: '2025-03-03T09:30Z' })).toEqual([]);
  });

  it('takes only what it offers', () => {
    const values = [
      { label: 'One', value: 'one' },
      { label: 'Two', value: 'two' },
    ];
    expect(judge([{ type: 'select', key: 'x', values }], { x: 'two' })).toEqual([]);
    expect(judge([{ type: 'radio', key: 'x', values }], { x: 'three' })).toEqual([
      'x: "three" is not offered ("one", "two")',
    ]);
    expect(judge([{ type: 'checklist', key: 'x', values }], { x: ['one', 'four'] })).toHaveLength(1);
    const computed = { type: 'select', key: 'x', valuesExpression: '=if kind = "a" then ["one"] else ["two"]' };
    const kind = { type: 'textfield', key: 'kind' };
    expect(judge([kind, computed], { kind: 'a', x: 'one' })).toEqual([]);
    expect(judge([kind, computed], { kind: 'b', x: 'one' })).toHaveLength(1);
    expect(judge([{ type: 'select', key: 'x', valuesKey: 'elsewhere' }], { x: 'one' })).toEqual([
      'x: "one" is not offered (nothing is)',
    ]);
  });

  it('keeps its length, pattern, range and kind', () => {
    const text = (validate: object, value: string) => judge([{ type: 'textfield', key: 'x', validate }], { x: value });
    expect(text({ minLength: 3, maxLength: 4 }, ' ab ')).toEqual(['x: Expected at least 3 characters']);
    expect(text({ maxLength: '=1 + 1' }, 'abc')).toEqual(['x: Expected at most 2 characters']);
    expect(text({ pattern: '^\\d+$' }, '12a')).toEqual(['x: Expected the pattern ^\\d+$']);
    expect(text({ pattern: '^\\d+$' }, '12')).toEqual([]);
    expect(text({ pattern: '(' }, '12')).toEqual(['x: The form has a pattern that cannot be read: (']);
    expect(text({ validationType: 'email' }, 'anna')).toHaveLength(1);
    expect(text({ validationType: 'phone' }, '+4930664040900')).toEqual([]);
    const number = (field: object, value: number) => judge([{ type: 'number', key: 'x', ...field }], { x: value });
    expect(number({ validate: { min: 0, max: 10 } }, 11)).toEqual(['x: Expected at most 10']);
    expect(number({ validate: { min: 0, max: 10 } }, 0)).toEqual([]);
    expect(number({ decimalDigits: 0 }, 1.5)).toEqual(['x: Expected a whole number']);
    expect(number({ increment: '0.1' }, 0.3)).toEqual([]);
    expect(number({ increment: 5 }, 12)).toEqual(['x: Expected a multiple of 5']);
  });
});

describe('a form', () => {
  const why = { type: 'textfield', key: 'why', validate: required, conditional: { hide: '=urgent != true' } };
  const urgent = { type: 'checkbox', key: 'urgent' };

  it('asks for nothing that its conditions hide, and takes nothing there', () => {
    expect(judge([urgent, why], { urgent: false })).toEqual([]);
    expect(judge([urgent, why], { urgent: true })).toEqual(['why: A value is needed']);
    expect(judge([urgent, why], { urgent: false, why: 'so' })).toEqual(['why: It is not asked for']);
    const group = { type: 'group', conditional: { hide: '=true' }, components: [{ ...why, conditional: undefined }] };
    expect(judge([group], { why: null })).toEqual([]);
    expect(judge([{ type: 'textfield', key: 'fixed', disabled: true, validate: required }], {})).toEqual([]);
    expect(judge([{ type: 'textfield', key: 'fixed', disabled: true }], { fixed: 'x' })).toHaveLength(1);
  });

  it('takes no name that it does not have', () => {
    expect(judge([urgent, { type: 'text', text: 'Words' }], { urgent: true, expedited: true })).toEqual([
      'expedited: The form has no such field',
    ]);
  });

  it('looks into groups and lists', () => {
    const group = {
      type: 'group',
      path: 'person',
      components: [{ type: 'textfield', key: 'name', validate: required }],
    };
    expect(judge([group], {})).toEqual(['person/name: A value is needed']);
    expect(judge([group], { person: { name: 'Anna' } })).toEqual([]);
    const count = { type: 'number', key: 'count', validate: { max: 2 } };
    const list = {
      type: 'dynamiclist',
      path: 'rows',
      components: [count, { ...why, conditional: { hide: '=count = 1' } }],
    };
    expect(judge([list], { rows: [{ count: 1 }, { count: 3 }] })).toEqual([
      'rows/1/count: Expected at most 2',
      'rows/1/why: A value is needed',
    ]);
    expect(judge([list], { rows: 'none' })).toEqual(['rows: Expected a list']);
  });

  it('takes no such name inside a group or a row either, nor anything else in their place', () => {
    const group = { type: 'group', path: 'g', components: [{ type: 'textfield', key: 'a' }] };
    expect(judge([group], { g: { a: 'x', evil: 1 } })).toEqual(['g/evil: The form has no such field']);
    expect(judge([group], { g: 5 })).toEqual(['g: Expected an object']);
    expect(judge([group], { g: null })).toEqual([]);
    const shared = [group, { type: 'number', key: 'g.count' }, { type: 'group', components: [urgent] }];
    expect(judge(shared, { g: { a: 'x', count: 1 }, urgent: true })).toEqual([]);
    expect(judge([{ type: 'number', key: 'n.m' }], { n: { m: 1, evil: 1 } })).toEqual([
      'n/evil: The form has no such field',
    ]);
    const list = { type: 'dynamiclist', path: 'rows', components: [group] };
    expect(judge([{ ...group, components: [list] }], { g: { rows: [1, { evil: 2 }, { g: { a: '' } }] } })).toEqual([
      'g/rows/0: Expected an object',
      'g/rows/1/evil: The form has no such field',
    ]);
  });

  it('judges no more than a thousand rows, of all its lists together', () => {
    const list = (path: string, ...components: readonly object[]) => ({ type: 'dynamiclist', path, components });
    const rows = (length: number, row: Variables[string] = {}) => Array.from({ length }, () => row);
    const said = 'The lists of a form have at most 1000 rows together';
    expect(judge([list('a', urgent)], { a: rows(1_000) })).toEqual([]);
    expect(judge([list('a', urgent)], { a: rows(1_000_000) })).toEqual([`a: ${said}`]);
    expect(judge([list('a', urgent), list('b', urgent)], { a: rows(600), b: rows(600) })).toEqual([`b: ${said}`]);
    expect(judge([list('a', list('b', urgent))], { a: rows(2, { b: rows(600) }) })).toEqual([`a/1/b: ${said}`]);
  });

  it('tells each fault by a code with its values too', () => {
    const form = { components: [{ type: 'textfield', key: 'x', validate: { maxLength: 2 } }] };
    expect(formFaults(form, { x: 'abc', y: 1 }, { evaluator, at })).toEqual([
      { path: ['x'], code: 'too-long', values: { most: 2 }, detail: 'Expected at most 2 characters' },
      { path: ['y'], code: 'unknown-field', values: {}, detail: 'The form has no such field' },
    ]);
  });

  it('tells no more than twenty faults, and looks no further', () => {
    let serialised = 0;
    const option = { toJSON: () => `${(serialised += 1)}` };
    const tags = { type: 'taglist', key: 'tags', values: [{ label: 'A', value: option }] };
    const many = (value: Variables[string]) => Array.from({ length: 1_000_000 }, () => value);
    expect(judge([tags], { tags: many(1) })).toHaveLength(20);
    const rows = { type: 'dynamiclist', path: 'rows', components: [tags] };
    expect(judge([rows], { rows: Array.from({ length: 1_000 }, () => ({ tags: [1] })) })).toHaveLength(20);
    expect(serialised).toBe(1);
    const same = { ...tags, values: [{ label: 'A', value: 'a' }] };
    expect(judge([same], { tags: many('a') })[19]).toBe('tags: "a" is chosen twice');
    expect(judge([same], { tags: ['x'.repeat(1_000_000)] })[0]?.length).toBeLessThan(200);
  });
});
