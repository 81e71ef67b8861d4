import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import type { Progress } from '../bootstrap/progress.mjs';
import { runCommand } from '../processes/run-command.js';

const LIMIT_MS = 20 * 60_000;

/** A check of the sources: a program of a package and its arguments. */
interface StaticCheck {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** The longest first, so that they end at about the same time. */
const checks: readonly StaticCheck[] = [
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
];

/** Runs one check as a phase; whether it found nothing. */
async function passes(root: string, { name, program, args }: StaticCheck, progress: Progress): Promise<boolean> {
  const outcome = await progress.phase(name, async (say) => {
    const script = join(root, 'node_modules', program);
    const result = await runCommand(process.execPath, [script, ...args], LIMIT_MS, { cwd: root });
    say(result.failure === undefined ? 'no findings' : 'FAILED');
    return result;
  });
  if (outcome.failure !== undefined) progress.line(outcome.output.trimEnd() || outcome.failure);
  return outcome.failure === undefined;
}

/**
 * Checks types, lint rules and format of the whole project, as many at the same time as there are cores.
 *
 * @returns the names of the checks that failed
 */
export async function failedChecks(root: string, progress: Progress): Promise<string[]> {
  const waiting = [...checks];
  const failed: string[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await passes(root, check, progress))) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, lane));
  return failed;
}
