import { fork } from 'node:child_process';
import { Problem } from '../bootstrap/problem.mjs';
import { builtProgram } from '../bootstrap/programs.mjs';
import type { BuildReport } from './build-process.js';
import { staleSteps } from './run-steps.js';
import { buildSteps } from './steps.js';

/**
 * Builds what is missing or older than its sources, in a process of its own if there is anything to do.
 *
 * @param signal ends the building
 * @returns what was built, for people
 * @throws {Problem} when something cannot be built
 */
export async function ensureBuilt(root: string, signal: AbortSignal): Promise<string> {
  if (staleSteps(root, buildSteps(root)).length === 0) return 'up to date';
  const program = await builtProgram(root, 'embedded/build/build-process.ts');
  const child = fork(program, [root], { cwd: root, signal, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const report = await new Promise<BuildReport>((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as BuildReport);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Problem(`the build process ended (exit code ${String(code)})`));
    });
  });
  if ('failure' in report) throw new Problem(`The build failed: ${report.failure}`);
  return report.built;
}
