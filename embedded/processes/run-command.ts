import { execFile } from 'node:child_process';

const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** How a command ended: its output (both streams), and why it failed if it did. */
export interface Outcome {
  readonly output: string;
  readonly failure?: string;
}

/** Where a command runs; absent: our own folder and environment. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end without a shell and without input; never throws. */
export type Run = (
  file: string,
  args: readonly string[],
  limitMs: number,
  surroundings?: Surroundings,
) => Promise<Outcome>;

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)?.trim() ?? '';

/** Runs a command on this machine. */
export const runCommand: Run = (file, args, limitMs, surroundings = {}) =>
  new Promise((resolve) => {
    const options = { ...surroundings, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: LONGEST_OUTPUT } as const;
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ output });
      else if (error.code === 'ENOENT') resolve({ output, failure: 'not found' });
      else if (error.killed === true) resolve({ output, failure: `no answer within ${String(limitMs / 1000)} s` });
      else resolve({ output, failure: lastLine(stderr) || error.message });
    });
    child.stdin?.end();
  });
