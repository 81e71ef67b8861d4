import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fastSuites } from './fast.js';
import { LANES, lanesOfSuites, type Lane } from './lanes.js';

// `npm run test:pure`, `test:database`, `test:e2e`, `test:browser`, `test:fast`: the suites of one lane; further arguments
// are Jest's, such as a part of a path.
const root = join(import.meta.dirname, '../..');

/** What differs from the last commit, and what is new. */
function changedFiles(): readonly string[] {
  const lines = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n');
  return [...lines('diff', '--name-only', 'HEAD'), ...lines('ls-files', '--others', '--exclude-standard')].filter(
    (line) => line !== '',
  );
}

const [wanted, ...args] = process.argv.slice(2);
const suites = lanesOfSuites(root);
if (wanted !== 'fast' && !LANES.includes(wanted as Lane)) throw new Error(`a lane is one of ${LANES.join(', ')}, fast`);
const chosen =
  wanted === 'fast'
    ? fastSuites(suites, changedFiles())
    : [...suites].flatMap(([suite, lane]) => (lane === wanted ? [suite] : []));
process.stderr.write(`${wanted}: ${String(chosen.length)} of ${String(suites.size)} suites\n`);
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
const child = spawn(
  process.execPath,
  [...flags, join(root, 'node_modules/jest/bin/jest.js'), ...chosen.map((suite) => `--testMatch=**/${suite}`), ...args],
  { cwd: root, stdio: 'inherit' },
);
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
