import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RotatingLog } from './rotating-log.js';
import type { StopStep } from './stop-process.js';

/** How to start a process. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** User and group to run as; absent: ours. */
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A running process. It has a process group of its own (a Ctrl-C on the terminal does not reach it), a standard input
 * that ends when this process does, and its output goes to a log.
 */
export class Child {
  /** Resolves with how it ended, such as `exit code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly pid: number;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, ended: Promise<string>, pid: number) {
    this.#process = child;
    this.ended = ended;
    this.pid = pid;
  }

  /** @throws when the file cannot be executed */
  static async start({ file, args, ...options }: Command, log: RotatingLog): Promise<Child> {
    const child = spawn(file, args, { ...options, detached: true, stdio: 'pipe' });
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal ?? `exit code ${String(code)}`);
      });
    });
    child.stdin.on('error', () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('error', () => undefined);
      stream.on('data', (chunk: Buffer) => {
        log.write(chunk);
      });
    }
    await once(child, 'spawn');
    // What cannot be signalled has ended, or does so in its own way.
    child.on('error', () => undefined);
    if (child.pid === undefined) throw new Error(`${file} has no process id`);
    return new Child(child, ended, child.pid);
  }

  /** Resolves when its standard output has a line with `text`. */
  printed(text: string, signal: AbortSignal): Promise<void> {
    const output = this.#process.stdout;
    return new Promise((resolve, reject) => {
      let line = '';
      const done = () => {
        output?.off('data', read);
        signal.removeEventListener('abort', abort);
      };
      const read = (chunk: Buffer) => {
        line += chunk.toString();
        if (line.includes(text)) {
          done();
          resolve();
        }
        line = line.slice(line.lastIndexOf('\n') + 1);
      };
      const abort = () => {
        done();
        reject(signal.reason as Error);
      };
      output?.on('data', read);
      signal.addEventListener('abort', abort);
    });
  }

  /** Stops it, each step sharper than the one before; resolves when it has ended. */
  async stop(steps: readonly StopStep[]): Promise<void> {
    for (const { signal, graceMs } of steps) {
      this.#process.kill(signal);
      const over = new AbortController();
      const grace = delay(graceMs, 'time is up', { signal: over.signal }).catch(() => 'ended');
      const first = await Promise.race([this.ended, grace]);
      over.abort();
      if (first !== 'time is up') return;
    }
    await this.ended;
  }

  /** Ends it at once, without a chance to clean up. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
