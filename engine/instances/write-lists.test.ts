import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { WRITE_LISTS } from './writes.js';

const FOLDER = 'engine/sql';
/** Files of SQL without their comments. */
const files = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), 'utf8').replaceAll(/--.*$/gm, ''),
}));
const sql = files.map(({ text }) => text).join('\n');
/** Names after these signs, as `w->'elements'` or `w ?| array['elements', 'ends']` has them. */
const named = (pattern: RegExp): string[] =>
  [...sql.matchAll(pattern)].flatMap(([, names]) => [...names!.matchAll(/'(\w+)'/g)].map(([, name]) => name!));
const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe('the lists of rows that a step writes', () => {
  it('are each read by the SQL of commits, and no other is', () => {
    expect(unique(named(/\bw->('\w+')/g))).toEqual(unique(WRITE_LISTS));
  });

  it('are each asked for before that: a step writes what it has', () => {
    const asked = [...named(/\bw \? ('\w+')/g), ...named(/\bw \?\| array\[([^\]]+)\]/g)];
    expect(unique(asked)).toEqual(unique(WRITE_LISTS));
  });

  it('have the rows of the instances that are committed, and of no others', () => {
    const statements = files.filter(({ name }) => name.startsWith('write_')).flatMap(({ text }) => text.split(';'));
    const readings = statements.filter((text) => text.includes('jsonb_to_recordset(w->'));
    expect(readings.length).toBeGreaterThanOrEqual(WRITE_LISTS.length - 1);
    const unguarded = readings.filter((text) => !text.includes('x.i = any (good)'));
    expect(unguarded).toEqual([]);
  });
});
