import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Tree = { readonly [key: string]: Tree | string };

const filesOf = (language: string): string[] =>
  readdirSync(join(import.meta.dirname, language))
    .filter((file) => file.endsWith('.json'))
    .sort();

const read = (language: string, file: string): Tree =>
  JSON.parse(readFileSync(join(import.meta.dirname, language, file), 'utf8')) as Tree;

const leaves = (tree: Tree, path = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[path + name, value] as [string, string]] : leaves(value, `${path}${name}.`),
  );

/** A plural has one key in each language, with the endings that the language needs. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

const keysOf = (language: string, file: string): string[] =>
  [...new Set(leaves(read(language, file)).map(([key]) => withoutPlural(key)))].sort();

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name!).sort();

describe('the texts', () => {
  it('lie in the same files in both languages', () => {
    expect(filesOf('ru')).toEqual(filesOf('en'));
  });

  it.each(filesOf('en'))('of %s have the same keys in both languages', (file) => {
    expect(keysOf('ru', file)).toEqual(keysOf('en', file));
  });

  it.each(filesOf('en'))('of %s name the same values in both languages', (file) => {
    const named = (language: string): Record<string, string[]> =>
      Object.fromEntries(
        leaves(read(language, file))
          .filter(([key]) => key === withoutPlural(key))
          .map(([key, text]) => [key, placeholders(text)]),
      );
    expect(named('ru')).toEqual(named('en'));
  });

  it.each(filesOf('ru'))('of %s have every plural that Russian needs', (file) => {
    const keys = new Set(leaves(read('ru', file)).map(([key]) => key));
    const plurals = [...keys].filter((key) => key !== withoutPlural(key)).map(withoutPlural);
    const missing = [...new Set(plurals)].flatMap((key) =>
      ['one', 'few', 'many', 'other'].map((ending) => `${key}_${ending}`).filter((wanted) => !keys.has(wanted)),
    );
    expect(missing).toEqual([]);
  });

  it('are English in English and Russian in Russian', () => {
    const foreign = (language: string, isForeign: (text: string) => boolean): string[] =>
      filesOf(language).flatMap((file) =>
        leaves(read(language, file)).flatMap(([key, text]) =>
          isForeign(text.replaceAll(/\{\{.*?\}\}/g, '')) ? [`${file} ${key}: ${text}`] : [],
        ),
      );
    // The switch of the language says itself in the other one.
    const isSwitch = (line: string): boolean => line.includes('language.');
    expect(foreign('en', (text) => /[а-яё]/i.test(text)).filter((line) => !isSwitch(line))).toEqual([]);
    // Names of formats and signs are the same everywhere; words of more than one are not.
    const isEnglish = (text: string): boolean => !/[а-яё]/i.test(text) && /[a-z]{2,} [a-z]{2,}/.test(text);
    expect(foreign('ru', isEnglish).filter((line) => !isSwitch(line))).toEqual([]);
  });

  it.each(['ru', 'en'])('in %s are all filled', (language) => {
    const empty = filesOf(language).flatMap((file) =>
      leaves(read(language, file)).flatMap(([key, text]) => (text.trim() === '' ? [`${file} ${key}`] : [])),
    );
    expect(empty).toEqual([]);
  });
});
