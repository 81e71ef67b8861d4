import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from './arguments.js';
import type { Contender } from './contender.js';
import { withProductIn } from './product/with-product.js';
import { runProgram } from './run-program.js';
import { workloads } from './workloads/index.js';

/** Builds the product from the sources in a folder; the load is always ours. */
const BUILD = 'embedded/build.mjs';
const START = 'embedded/start.mjs';

/** Whether a folder holds a checkout of this project. */
export const isCheckout = (folder: string): boolean => existsSync(join(folder, START));

/** The product of the sources in a folder, under a name that tells it from others in the same sitting. */
export function checkout(folder: string, engine: string, limits: Limits, say: (text: string) => void): Contender {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  const sitting = {
    limits,
    engine: { engine, version: versionOf(folder, version) },
    withProduct: withProductIn(folder, (text) => say(`${engine}: ${text}`)),
    say: (text: string) => say(`${engine}: ${text}`),
  };
  return {
    engine,
    // In a process of its own: this one is the load, whose memory is measured.
    prepare: async () => {
      say(`${engine}: building`);
      await runProgram(process.execPath, [join(folder, BUILD)], { cwd: folder, say });
    },
    measure: (name) => workloads[name]?.(sitting),
  };
}

/** With the commit, where there is one to tell. */
function versionOf(folder: string, version: string): string {
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
    return `${version} ${commit}`;
  } catch {
    return version;
  }
}
