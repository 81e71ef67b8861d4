import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOMS } from './dependencies.js';
import { sourcesIn } from './imports.js';
import { documentsIn, lostDecisions, lostPaths } from './named-paths.js';

const root = join(import.meta.dirname, '../..');

describe('decisions', () => {
  it('are there where comments name them', () => {
    const named = ROOMS.flatMap((room) => sourcesIn(root, room)).flatMap((file) => lostDecisions(root, file));
    expect(named).toEqual([]);
  });

  it('are missed when they are not', () => {
    const other = mkdtempSync(join(tmpdir(), 'decisions-'));
    try {
      mkdirSync(join(other, 'docs/decisions'), { recursive: true });
      writeFileSync(join(other, 'docs/decisions/0001-packages.md'), '');
      const text =
        '// decision 0001, docs/decisions/0001, docs/decisions/0001-packages.md, decision 0002, docs/decisions/0001-x.md';
      writeFileSync(join(other, 'a.ts'), text);
      expect(lostDecisions(other, 'a.ts')).toEqual(['a.ts: 0002', 'a.ts: 0001-x.md']);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});

describe('what documents name', () => {
  const documents = documentsIn(root);

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
