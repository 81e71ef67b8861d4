import { describe, expect, it } from '@jest/globals';
import { FAULTS } from '../../regulations/forms/form-fault.js';
import en from './en/shell.json' with { type: 'json' };
import ru from './ru/shell.json' with { type: 'json' };

const named = (text: string): string[] => [...text.matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name!).sort();

describe('the faults of forms', () => {
  it.each([
    ['ru', ru.faults],
    ['en', en.faults],
  ])('are all said in %s, with their values', (_language, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(FAULTS).sort());
    for (const [code, text] of Object.entries(texts))
      expect([code, named(text)]).toEqual([code, named(FAULTS[code as keyof typeof FAULTS])]);
  });
});
