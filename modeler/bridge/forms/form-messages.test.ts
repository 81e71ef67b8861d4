import { describe, expect, it } from '@jest/globals';
import { formMessageInRussian } from './form-messages.js';

describe('the texts of forms in Russian', () => {
  it('say what a field needs', () => {
    expect(formMessageInRussian('Field is required.')).toBe('Заполните это поле.');
    expect(formMessageInRussian('Field must have minimum value of 1.5.')).toBe('Наименьшее значение: 1.5.');
    expect(formMessageInRussian('Value is expected to have at most 1 decimal digit.')).toBe(
      'Знаков после запятой не больше: 1.',
    );
  });

  it('show how a date and a time are written', () => {
    expect(formMessageInRussian('dd.mm.yyyy')).toBe('дд.мм.гггг');
    expect(formMessageInRussian('hh:mm --')).toBe('чч:мм --');
  });

  it('leave what the author of the form wrote', () => {
    expect(formMessageInRussian('Номер договора: две буквы и пять цифр')).toBe('Номер договора: две буквы и пять цифр');
    expect(formMessageInRussian('toString')).toBe('toString');
  });
});
