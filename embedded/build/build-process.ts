import { explained } from '../bootstrap/problem.mjs';
import { build } from './build.js';

/** What the building process tells the one that started it. */
export type BuildReport = { readonly built: string } | { readonly failure: string };

const report = (content: BuildReport) => process.send?.(content, () => process.exit());

// A process of its own, started with the project folder: its second core, and its memory is given back.
build(process.argv[2] ?? process.cwd()).then(
  (built) => report({ built }),
  (error: unknown) => report({ failure: explained(error) }),
);
