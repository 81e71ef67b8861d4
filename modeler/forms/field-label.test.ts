import { describe, expect, it } from '@jest/globals';
import { fieldLabel } from './field-label.js';

const form = {
  components: [
    { type: 'text', text: 'Words' },
    { type: 'textarea', key: 'вопрос', label: 'Вопрос заявителю' },
    { type: 'textfield', key: 'computed', label: '=name' },
    { type: 'group', label: 'Group', components: [{ type: 'textfield', key: 'inside', label: 'Inside' }] },
    {
      type: 'group',
      label: 'Person',
      path: 'person',
      components: [
        { type: 'textfield', key: 'name', label: 'Name' },
        {
          type: 'dynamiclist',
          label: 'Telephones',
          path: 'phones',
          components: [{ type: 'textfield', key: 'number', label: 'Number' }],
        },
      ],
    },
  ],
};

describe('the label of the field that a finding points at', () => {
  it('is found by its key, in groups and in rows of lists', () => {
    expect(fieldLabel(form, `#/variables/${encodeURIComponent('вопрос')}`)).toBe('Вопрос заявителю');
    expect(fieldLabel(form, '#/variables/inside')).toBe('Inside');
    expect(fieldLabel(form, '#/variables/person')).toBe('Person');
    expect(fieldLabel(form, '#/variables/person/name')).toBe('Name');
    expect(fieldLabel(form, '#/variables/person/phones/1/number')).toBe('Number (2)');
    expect(fieldLabel(form, '#/variables/person/phones/1/evil')).toBe('Telephones (2)');
  });

  it('is none where the form has none that can be read', () => {
    expect(fieldLabel(form, '#/variables/evil')).toBeUndefined();
    expect(fieldLabel(form, '#/variables/computed')).toBeUndefined();
    expect(fieldLabel(form, '#/variables')).toBeUndefined();
    expect(fieldLabel(form, '#/inside')).toBeUndefined();
  });
});
