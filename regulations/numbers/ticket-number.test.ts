import { describe, expect, it } from '@jest/globals';
import { numbersIn, ticketNumber } from './ticket-number.js';

const numbering = { series: 'desk', prefix: 'ISS-', digits: 5, fromRegulation: true };

describe('ticket numbers', () => {
  it('are padded, and grow when the digits are used up', () => {
    expect(ticketNumber(numbering, 17)).toBe('ISS-00017');
    expect(ticketNumber(numbering, 123_456)).toBe('ISS-123456');
  });

  it('are found in subjects, in any case, each once', () => {
    expect(numbersIn(numbering, 'Re: [ISS-00017] Ошибка; см. iss-00018 и ISS-00017')).toEqual([
      'ISS-00017',
      'ISS-00018',
    ]);
  });

  it('are not found inside other words and numbers', () => {
    expect(numbersIn(numbering, 'MISS-00017, ISS-17, ISS-0001700170017001700')).toEqual([]);
  });
});
