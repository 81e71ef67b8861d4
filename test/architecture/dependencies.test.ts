import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findBreaches } from './dependencies.js';

const root = join(import.meta.dirname, '../..');

describe('the direction of dependencies', () => {
  it('holds for every import', () => {
    expect(findBreaches(root).map(({ file, imports, reason }) => `${file} imports ${imports}: ${reason}`)).toEqual([]);
  });

  it('is broken by a pure room that reaches for infrastructure, and by a value import where only types are allowed', () => {
    const other = mkdtempSync(join(tmpdir(), 'rooms-'));
    try {
      mkdirSync(join(other, 'bpmn'));
      mkdirSync(join(other, 'workflows'));
      writeFileSync(join(other, 'bpmn/a.ts'), "import { x } from '../engine/index.js';\nimport pg from 'pg';\n");
      writeFileSync(
        join(other, 'workflows/a.ts'),
        "import type { T } from '../activities/index.js';\nimport { c } from '../activities/index.js';\n",
      );
      expect(findBreaches(other).map((breach) => breach.reason)).toEqual([
        'bpmn may not import engine',
        'bpmn may not use the package pg',
        'workflows may import only types of activities',
      ]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  it('is broken by a folder that reaches for what is built on it', () => {
    const other = mkdtempSync(join(tmpdir(), 'rooms-'));
    try {
      mkdirSync(join(other, 'api/contract'), { recursive: true });
      writeFileSync(join(other, 'api/contract/a.ts'), "import { view } from '../features/jobs/view.js';\n");
      expect(findBreaches(other).map((breach) => breach.reason)).toEqual([
        'api/contract is below api/features/jobs/view.ts',
      ]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
