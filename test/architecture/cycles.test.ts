import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findCycles } from './cycles.js';
import { ROOMS } from './dependencies.js';

const root = join(import.meta.dirname, '../..');

describe('files', () => {
  it('import each other in no cycle, neither for values nor for types', () => {
    expect(findCycles(root, ROOMS)).toEqual([]);
  });

  it('are found in a cycle, across rooms and by types as well, once per cycle', () => {
    const other = mkdtempSync(join(tmpdir(), 'cycles-'));
    try {
      mkdirSync(join(other, 'engine'));
      mkdirSync(join(other, 'desk'));
      writeFileSync(join(other, 'engine/a.ts'), "import type { B } from '../desk/b.js';\n");
      writeFileSync(join(other, 'desk/b.ts'), "import {\n  c,\n} from './c.js';\n");
      writeFileSync(join(other, 'desk/c.tsx'), "export { a } from '../engine/a.js';\n");
      writeFileSync(join(other, 'desk/d.ts'), "import { a } from '../engine/a.js';\n");
      expect(findCycles(other, ROOMS)).toEqual(['engine/a.ts -> desk/b.ts -> desk/c.tsx -> engine/a.ts']);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
