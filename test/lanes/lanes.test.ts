import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fastSuites } from './fast.js';
import { LANES, lanesOfSuites, type Lane } from './lanes.js';

const root = join(import.meta.dirname, '../..');

function lanesOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, Lane> {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return lanesOfSuites(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the lane of a suite', () => {
  it('is that of the most that it reaches, by way of others too', () => {
    const lanes = lanesOf({
      'engine/test-support/rig.ts': "import { createTestDatabase } from '../../test/environment/database.js';",
      'engine/pure.test.ts': "import { describe } from '@jest/globals';",
      'engine/types.test.ts': "import type { Rig } from './test-support/rig.js';",
      'engine/rows.test.ts': "import { rig } from './test-support/rig.js';",
      'test/e2e/timers.test.ts':
        "import { rig } from '../../engine/test-support/rig.js';\nimport { address } from '../environment/temporal.js';",
      'test/web/page.test.ts': "import { start } from '../clients/product.js';\nimport { launch } from './browser.js';",
    });
    expect(Object.fromEntries(lanes)).toEqual({
      'engine/pure.test.ts': 'pure',
      'engine/types.test.ts': 'pure',
      'engine/rows.test.ts': 'database',
      'test/e2e/timers.test.ts': 'e2e',
      'test/web/page.test.ts': 'browser',
    });
  });

  it('is known for every suite, and none is empty', () => {
    const lanes = lanesOfSuites(root);
    for (const lane of LANES) expect([...lanes.values()].filter((each) => each === lane).length).toBeGreaterThan(3);
    expect([...lanes].filter(([suite, lane]) => suite.startsWith('test/e2e/') && lane === 'pure')).toEqual([]);
  });
});

describe('the fast lane', () => {
  const suites = new Map<string, Lane>([
    ['bpmn/a.test.ts', 'pure'],
    ['engine/jobs/jobs.test.ts', 'database'],
    ['engine/tasks/tasks.test.ts', 'database'],
    ['test/web/first-load.test.ts', 'pure'],
    ['test/web/page.test.ts', 'browser'],
  ]);

  it('has the pure suites that build nothing', () => {
    expect(fastSuites(suites, [])).toEqual(['bpmn/a.test.ts']);
  });

  it('has what stands beside a changed file, but nothing that starts the product', () => {
    expect(fastSuites(suites, ['engine/jobs/jobs.ts', 'test/web/browser.ts'])).toEqual([
      'bpmn/a.test.ts',
      'engine/jobs/jobs.test.ts',
      'test/web/first-load.test.ts',
    ]);
  });
});
