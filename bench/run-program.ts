import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { tidiedUp } from './interruption.js';

const LINES_SHOWN = 15;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told what it prints on its standard error. */
  readonly say?: (text: string) => void;
  /** Ends it early; that is a failure. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end, in a process group of its own that is ended when this program is.
 *
 * @returns the lines that it printed
 * @throws Error with its last lines when it fails
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<readonly string[]> {
  const { cwd, env, say, signal: early } = options;
  const child = spawn(file, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (piece: Buffer) => (printed += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => {
    complaints += piece.toString('utf8');
    say?.(piece.toString('utf8').trim());
  });
  let ended = false;
  const closed = once(child, 'close').finally(() => (ended = true));
  const end = async (): Promise<void> => {
    if (ended || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGTERM');
    await closed;
  };
  const onEarly = (): void => void end();
  early?.addEventListener('abort', onEarly);
  if (early?.aborted) onEarly();
  return tidiedUp(end, async () => {
    const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    early?.removeEventListener('abort', onEarly);
    if (code === 0) return printed.split('\n');
    const last = `${printed}\n${complaints}`.trim().split('\n').slice(-LINES_SHOWN).join('\n');
    throw new Error(`${basename(file)} ${basename(args[0] ?? '')} ended with ${code ?? signal}:\n${last}`);
  });
}
