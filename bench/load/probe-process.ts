import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProbeCommand, ProbeMessage, ProbeReport, ProbeSettings } from './messages.js';

const program = fileURLToPath(new URL('./probe.ts', import.meta.url));

/** The probe's process, seen from the load generator. */
export class ProbeProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it; it asks from then on. @throws Error when it ends at once */
  static async start(settings: ProbeSettings): Promise<ProbeProcess> {
    const child = fork(program, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await next(child);
    return new ProbeProcess(child);
  }

  /** Forgets what was measured until now. */
  begin(): void {
    this.#child.send('begin' satisfies ProbeCommand);
  }

  /** What was measured since the beginning, once all requests under way are answered. */
  async report(): Promise<ProbeReport> {
    this.#child.send('report' satisfies ProbeCommand);
    return (await next(this.#child)) as ProbeReport;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

async function next(child: ChildProcess): Promise<ProbeMessage> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the probe has ended');
  });
  ended.catch(() => undefined); // Stopping it later is no failure.
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [ProbeMessage];
  return message;
}
