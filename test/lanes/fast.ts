import { posix } from 'node:path';
import type { Lane } from './lanes.js';

/** Pure suites that first build a part of the product: run while working only where something beside them has changed. */
const BUILDING: readonly string[] = ['test/histories/replay.test.ts', 'test/web/first-load.test.ts'];

/**
 * Suites to run while working, in less than a minute: the pure ones, and those of the lane `database` that have changed or
 * stand beside a changed file.
 */
export function fastSuites(suites: ReadonlyMap<string, Lane>, changed: readonly string[]): readonly string[] {
  const folders = new Set(changed.map((file) => posix.dirname(file)));
  return [...suites].flatMap(([suite, lane]) => {
    const touched = folders.has(posix.dirname(suite));
    const wanted = lane === 'pure' ? touched || !BUILDING.includes(suite) : lane === 'database' && touched;
    return wanted ? [suite] : [];
  });
}
