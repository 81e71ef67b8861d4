import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerMessage, WorkerSettings } from './messages.js';

const program = fileURLToPath(new URL('./job-worker.ts', import.meta.url));

/** The job worker's process, seen from the load generator. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  /** Rejects when the worker cannot go on. */
  readonly failed: Promise<never>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.failed = new Promise((_, reject) => {
      child.on('message', (message: WorkerMessage) => {
        if ('failed' in message) reject(new Error(`the job worker failed: ${message.failed}`));
      });
      child.once('exit', (code) => reject(new Error(`the job worker has ended (${code})`)));
    });
    this.failed.catch(() => undefined); // Stopping it is no failure.
  }

  /** Starts it; it works when this resolves. */
  static async start(settings: WorkerSettings): Promise<WorkerProcess> {
    const child = fork(program, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const worker = new WorkerProcess(child);
    await Promise.race([once(child, 'message'), worker.failed]);
    return worker;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
