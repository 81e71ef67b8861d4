import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { clauseDocument } from './document.js';
import { gather, shownIn } from './gather.js';

const root = join(import.meta.dirname, '../..');

describe('the document of clauses', () => {
  it('is up to date (npm run clauses)', () => {
    expect(readFileSync(join(root, 'docs/clauses.md'), 'utf8')).toBe(clauseDocument(gather(root)));
  });

  it('takes a clause as shown when one scenario shows it whole', () => {
    // Written in two parts, or this file would show clauses itself.
    const tag = 'shows';
    const source = `it(${tag}('does a thing', 'ABC-01 (partly)', 'ABC-02'), f); it(\n${tag}('it\\'s done',\n 'ABC-01'), f);`;
    const shown = shownIn('x.test.ts', source);
    expect(shown.map(({ clause, partly, scenario }) => [clause, partly, scenario])).toEqual([
      ['ABC-01', true, 'does a thing'],
      ['ABC-02', false, 'does a thing'],
      ['ABC-01', false, "it's done"],
    ]);
    const text = clauseDocument(shown);
    expect(text).toContain("| ABC-01 | whole | does a thing (`x.test.ts`)<br>it's done (`x.test.ts`) |");
    expect(() => shownIn('x.test.ts', `${tag}('a', 'PRO-2')`)).toThrow('no clause');
  });
});
