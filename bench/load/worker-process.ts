import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerMessage, WorkerSettings } from './messages.js';

const program = fileURLToPath(new URL('./job-worker.ts', import.meta.url));

interface Waiter {
  left: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The job worker's process, seen from the load generator. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  /** Completions of instances whose end is not awaited yet. */
  readonly #early = new Map<string, number>();
  readonly #awaited = new Map<string, Waiter>();
  #failure: Error | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: WorkerMessage) => this.#heard(message));
    child.once('exit', (code) => this.#fail(`the job worker has ended (${code})`));
  }

  /** Starts it; it works when this resolves. */
  static async start(settings: WorkerSettings): Promise<WorkerProcess> {
    const child = fork(program, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const worker = new WorkerProcess(child);
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    return worker;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves when as many jobs of an instance have been completed. @throws Error when the worker cannot go on */
  completions(instance: string, jobs: number): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    const left = jobs - (this.#early.get(instance) ?? 0);
    this.#early.delete(instance);
    if (left <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => this.#awaited.set(instance, { left, resolve, reject }));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  #heard(message: WorkerMessage): void {
    if ('failed' in message) this.#fail(`the job worker failed: ${message.failed}`);
    if (!('completed' in message)) return;
    for (const instance of message.completed) {
      const waiter = this.#awaited.get(instance);
      if (waiter === undefined) this.#early.set(instance, (this.#early.get(instance) ?? 0) + 1);
      else if ((waiter.left -= 1) === 0) {
        this.#awaited.delete(instance);
        waiter.resolve();
      }
    }
  }

  #fail(reason: string): void {
    this.#failure = new Error(reason);
    for (const { reject } of this.#awaited.values()) reject(this.#failure);
    this.#awaited.clear();
  }
}
