import { execFile } from 'node:child_process';

/** How a command ended: its output (both streams), and why it failed if it did. */
export interface Outcome {
  readonly output: string;
  readonly failure?: string;
}

/** Runs a command to its end without a shell and without input; never throws. */
export type Run = (file: string, args: readonly string[], limitMs: number) => Promise<Outcome>;

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)?.trim() ?? '';

/** Runs a command on this machine. */
export const runCommand: Run = (file, args, limitMs) =>
  new Promise((resolve) => {
    execFile(file, args, { timeout: limitMs, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ output });
      else if (error.code === 'ENOENT') resolve({ output, failure: 'not found' });
      else if (error.killed === true) resolve({ output, failure: `no answer within ${String(limitMs / 1000)} s` });
      else resolve({ output, failure: lastLine(stderr) || error.message });
    });
  });
