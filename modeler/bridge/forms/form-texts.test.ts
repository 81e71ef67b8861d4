import { describe, expect, it } from '@jest/globals';
import { formTextInRussian } from './form-texts.js';

describe('the texts of forms in Russian', () => {
  it('are known word for word', () => {
    expect(formTextInRussian('No results')).toBe('Ничего не найдено');
    expect(formTextInRussian('toString')).toBe('toString');
  });

  it('show how a date and a time are written', () => {
    expect(formTextInRussian('dd.mm.yyyy')).toBe('дд.мм.гггг');
    expect(formTextInRussian('hh:mm --')).toBe('чч:мм --');
  });

  it('leave what the author of the form wrote', () => {
    expect(formTextInRussian('Номер договора: две буквы и пять цифр')).toBe('Номер договора: две буквы и пять цифр');
  });
});
