import { describe, expect, it } from '@jest/globals';
import { dropCopy, keepCopy, readCopy, recoveryOf, type CopyStorage } from './local-copy.js';

const storageWith = (entries = new Map<string, string>()): CopyStorage => ({
  getItem: (key) => entries.get(key) ?? null,
  setItem: (key, value) => void entries.set(key, value),
  removeItem: (key) => void entries.delete(key),
});

const copy = { revision: 3, content: { name: 'a', processId: 'a', xml: '<b/>' }, at: '2026-03-01T00:00:00Z' };

describe('the copy in the browser', () => {
  it('is kept by draft until it is dropped', () => {
    const storage = storageWith();
    keepCopy(storage, 'x', copy);
    expect(readCopy(storage, 'x')).toEqual(copy);
    expect(readCopy(storage, 'y')).toBeUndefined();
    dropCopy(storage, 'x');
    expect(readCopy(storage, 'x')).toBeUndefined();
  });

  it('is done without where there is no room or something else stands there', () => {
    const full: CopyStorage = {
      ...storageWith(),
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => keepCopy(full, 'x', copy)).not.toThrow();
    for (const text of ['{', '7', '{"a":1}'])
      expect(readCopy(storageWith(new Map([['reglament.draft.x', text]])), 'x')).toBeUndefined();
  });

  it('is restored on the revision that it was drawn on, and needs a decision on any other', () => {
    expect(recoveryOf(copy, { revision: 3, xml: '<a/>' })).toBe('restore');
    expect(recoveryOf(copy, { revision: 4, xml: '<a/>' })).toBe('conflict');
    expect(recoveryOf(copy, { revision: 4, xml: '<b/>' })).toBe('nothing');
    expect(recoveryOf(undefined, { revision: 4, xml: '<b/>' })).toBe('nothing');
  });
});
