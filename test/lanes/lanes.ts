import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from '../architecture/imports.js';

/** What a suite needs, from the least to the most. */
export const LANES = ['pure', 'database', 'e2e', 'browser'] as const;
export type Lane = (typeof LANES)[number];

/** Files through which a suite gets what it needs. A suite that reaches none of them is pure. */
const MARKS: Readonly<Record<string, Lane>> = {
  'test/environment/database.ts': 'database',
  'test/environment/own-postgres.ts': 'e2e',
  'test/environment/temporal.ts': 'e2e',
  'test/e2e/temporal/own-server.ts': 'e2e',
  'test/e2e/product-process.ts': 'e2e',
  'test/clients/product.ts': 'e2e',
  'test/web/browser.ts': 'browser',
};

const later = (one: Lane, other: Lane): Lane => (LANES.indexOf(one) > LANES.indexOf(other) ? one : other);

/** The values that files import, themselves or by way of others, are looked up once for each file. */
function createReach(root: string): (file: string) => ReadonlySet<string> {
  const targets = new Map<string, readonly string[]>();
  const targetsOf = (file: string): readonly string[] => {
    const known = targets.get(file);
    if (known) return known;
    let found: readonly string[] = [];
    try {
      found = importsOf(root, file).flatMap(({ typeOnly, target }) =>
        typeOnly || target === undefined ? [] : [target],
      );
    } catch {
      // Generated, or no source file.
    }
    targets.set(file, found);
    return found;
  };
  return (file) => {
    const reached = new Set([file]);
    for (const each of reached) for (const target of targetsOf(each)) reached.add(target);
    return reached;
  };
}

function suitesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name.startsWith('.') || ['node_modules', 'dist', 'generated'].includes(entry.name)
        ? []
        : suitesIn(root, path);
    return /\.test\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Every suite of the project and its lane, which follows from what it imports. */
export function lanesOfSuites(root: string): ReadonlyMap<string, Lane> {
  const reach = createReach(root);
  return new Map(
    suitesIn(root, '').map((suite) => [
      suite,
      [...reach(suite)].reduce<Lane>((lane, file) => later(lane, MARKS[file] ?? 'pure'), 'pure'),
    ]),
  );
}
