import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A scenario that shows a clause. */
export interface Shown {
  readonly clause: string;
  /** It shows only a part of what the clause asks for. */
  readonly partly: boolean;
  readonly scenario: string;
  readonly file: string;
}

const CALL = /\bshows\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1((?:\s*,\s*'[^']*')+)\s*,?\s*\)/g;
const CLAUSE = /^([A-Z]{3}-\d{2})( \(partly\))?$/;

const LEFT_OUT = ['node_modules', 'dist', '.git', '.build', '.data', 'generated'];

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.includes(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

/** What the scenarios of one test file show. @throws on a clause that is not written as in the catalogue */
export function shownIn(file: string, source: string): readonly Shown[] {
  return [...source.matchAll(CALL)].flatMap(([, , scenario, list]) =>
    [...list!.matchAll(/'([^']*)'/g)].map(([, text]) => {
      const [, clause, partly] = CLAUSE.exec(text!) ?? [];
      if (clause === undefined) throw new Error(`${file}: «${text!}» is no clause`);
      return { clause, partly: partly !== undefined, scenario: scenario!.replaceAll("\\'", "'"), file };
    }),
  );
}

/** What all scenarios of the project show, by clause. */
export function gather(root: string): readonly Shown[] {
  return testFiles(root)
    .flatMap((path) => shownIn(relative(root, path), readFileSync(path, 'utf8')))
    .sort(
      (a, b) =>
        a.clause.localeCompare(b.clause) || a.file.localeCompare(b.file) || a.scenario.localeCompare(b.scenario),
    );
}
