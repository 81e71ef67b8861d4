import { describe, expect, it } from '@jest/globals';
import ru from '../../i18n/ru/mail.json' with { type: 'json' };
import { reasonText } from './reason-text.js';

describe('why an email became what it became', () => {
  it.each([
    ['bulk mail', 'это рассылка'],
    ['unreadable: Too many parts: 1000', 'письмо не разобрать: Too many parts: 1000'],
    ['disk full', 'disk full'],
    ['Message failed: 452 4.2.2 later', 'Message failed: 452 4.2.2 later'],
  ])('%s', (reason, text) => {
    expect(reasonText(reason, ru.reasons)).toBe(text);
  });
});
