import { describe, expect, it } from '@jest/globals';
import { filledFields } from './filled-fields.js';

const form = {
  type: 'default',
  components: [
    { type: 'text', text: 'Explanation' },
    {
      type: 'group',
      components: [
        { type: 'select', key: 'type', label: 'Тип', values: [{ label: 'Вопрос', value: 'question' }] },
        { type: 'textfield', key: 'unnamed' },
      ],
    },
    { type: 'textarea', key: 'result', label: 'Результат' },
    {
      type: 'checklist',
      key: 'many',
      label: 'Много',
      values: [
        { label: 'Один', value: 1 },
        { label: 'Два', value: 2 },
      ],
    },
  ],
};

describe('the filled fields of a form', () => {
  it('have its labels and the words of what was chosen, in its order', () => {
    expect(filledFields(form, { result: 'Done', many: [2, 1], type: 'question', unnamed: true })).toEqual([
      { key: 'type', label: 'Тип', text: 'Вопрос' },
      { key: 'unnamed', label: 'unnamed', text: 'true' },
      { key: 'result', label: 'Результат', text: 'Done' },
      { key: 'many', label: 'Много', text: 'Два, Один' },
    ]);
  });

  it('keep under their own names what the form does not have, and leave out what is empty', () => {
    expect(filledFields(form, { other: { a: 1 }, result: null })).toEqual([
      { key: 'other', label: 'other', text: '{"a":1}' },
    ]);
    expect(filledFields(undefined, { result: 'Done' })).toEqual([{ key: 'result', label: 'result', text: 'Done' }]);
  });
});
