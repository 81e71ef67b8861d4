import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentsIn, lostPaths } from './named-paths.js';

const root = join(import.meta.dirname, '../..');
/** Decisions and measurements tell of the time when they were made; what they name may have moved since. */
const isRecord = (document: string): boolean =>
  document.startsWith('docs/decisions/') || document === 'docs/performance.md';

describe('what documents name', () => {
  const documents = documentsIn(root).filter((document) => !isRecord(document));

  it.each(documents)('is there: %s', (document) => {
    expect(lostPaths(root, document)).toEqual([]);
  });

  it('is looked at in all of them', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md', 'test/upgrade/README.md']));
  });

  it('is missed when it is not: files, folders, headings', () => {
    const other = mkdtempSync(join(tmpdir(), 'documents-'));
    try {
      mkdirSync(join(other, 'docs'));
      mkdirSync(join(other, 'engine/sql'), { recursive: true });
      writeFileSync(join(other, 'engine/keys.ts'), '');
      writeFileSync(join(other, 'docs/b.md'), '# Two words, and more\n');
      writeFileSync(
        join(other, 'docs/a.md'),
        [
          'There: `engine/keys.ts`, `engine/keys`, `engine/sql/`, `engine/sql/<name>.sql`, [b](b.md#two-words-and-more),',
          '`npm test`, `POST /v2/jobs`, `application/json`, [out](https://example.org/none), [top](../engine).',
          'Not there: `engine/none.ts`, `desk/none/`, [none](none.md), [heading](b.md#none), [above](#none).',
          '```sh\ncat `engine/in-a-command.ts`\n```',
        ].join('\n'),
      );
      expect(lostPaths(other, 'docs/a.md')).toEqual(['none.md', 'b.md#none', '#none', 'engine/none.ts', 'desk/none/']);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
