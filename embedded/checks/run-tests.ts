import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Progress } from '../bootstrap/progress.mjs';
import { build } from '../build/build.js';
import { leftOutLines, summaryLine, type JestReport } from './jest-summary.js';
import { failedChecks } from './static-checks.js';

const REPORT = '.build/jest-report.json';

/** Runs Jest with its own output; whether it passed, and what it counted. */
async function runJest(root: string, args: readonly string[]): Promise<{ passed: boolean; report?: JestReport }> {
  const file = join(root, REPORT);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, '--json', `--outputFile=${file}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!existsSync(file)) return { passed: false };
  return { passed: code === 0, report: JSON.parse(readFileSync(file, 'utf8')) as JestReport };
}

/**
 * Generates what the sources need, checks them and runs all tests. The last line counts the tests; before
 * it stands what could not run on this machine.
 *
 * @param args for Jest, such as a part of a path
 * @returns exit status
 */
export async function runTests(root: string, args: readonly string[], progress: Progress): Promise<number> {
  await progress.phase('build', async (say) => {
    say(await build(root, ['prisma-client']));
  });
  const failed = await failedChecks(root, progress);
  const { passed, report } = await runJest(root, args);
  if (failed.length > 0) progress.line(`failed checks: ${failed.join(', ')}`);
  for (const line of report === undefined ? [] : leftOutLines(report)) progress.line(line);
  progress.line(report === undefined ? 'Jest ended without a report' : summaryLine(report));
  return passed && failed.length === 0 ? 0 : 1;
}
