import { describe, expect, it } from '@jest/globals';
import { formMessagesModule } from './translate-form.js';

/** The messages that fields get once the module has been added to a form. */
const messagesOf = (language: string): ((value: unknown) => readonly string[]) => {
  const validator = {
    validateFieldInstance: (_field: object, value: unknown): readonly string[] =>
      value === '' ? ['Field is required.'] : [],
  };
  const [, translate] = formMessagesModule(() => language).formMessages;
  if (typeof translate !== 'function') throw new Error('the module makes no service');
  translate(validator);
  return (value) => validator.validateFieldInstance({}, value);
};

describe('a field of a form in the page', () => {
  it('that holds nothing but blanks is empty, as the server sees it', () => {
    const messages = messagesOf('en');
    expect(messages(' \n ')).toEqual(['Field is required.']);
    expect(messages(' a ')).toEqual([]);
    expect(messages(0)).toEqual([]);
  });

  it('gets its messages in the language of the page', () => {
    expect(messagesOf('ru')('')).toEqual(['Заполните это поле.']);
  });
});
