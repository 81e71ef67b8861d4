import { describe, expect, it } from '@jest/globals';
import { durationText } from './duration-text.js';

describe('a length of time', () => {
  it('is said in its two largest units', () => {
    expect(durationText(7_500_000, 'en')).toBe('2 hr 5 min');
    expect(durationText(90_061_000, 'en')).toBe('1 day 1 hr');
    expect(durationText(65_000, 'ru')).toBe('1 мин 5 с');
  });

  it('leaves out an empty second unit and parts of a second', () => {
    expect(durationText(3_600_000, 'en')).toBe('1 hr');
    expect(durationText(5_400, 'en')).toBe('5 sec');
    expect(durationText(340, 'en')).toBe('340 ms');
  });

  it('is never negative', () => {
    expect(durationText(-20, 'en')).toBe('0 ms');
  });
});
