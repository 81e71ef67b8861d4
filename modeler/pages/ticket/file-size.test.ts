import { describe, expect, it } from '@jest/globals';
import { fileSize } from './file-size.js';

describe('the size of a file', () => {
  it('is said in the largest whole unit', () => {
    expect(fileSize(0, 'en')).toBe('0 byte');
    expect(fileSize(12_345, 'en')).toBe('12.3 kB');
    expect(fileSize(1_000_000, 'en')).toBe('1 MB');
  });

  it('speaks Russian', () => {
    expect(fileSize(12_345, 'ru')).toBe('12,3 кБ');
  });
});
