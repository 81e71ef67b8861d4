import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './identity.js';

const POLL_MS = 20;

/** One way to ask a process to end, and how long to wait before the next, sharper one. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** Asks politely and then kills. */
export const terminate: readonly StopStep[] = [
  { signal: 'SIGTERM', graceMs: 10_000 },
  { signal: 'SIGKILL', graceMs: 2_000 },
];

/** Does not ask: for what has nothing to lose. */
export const killAtOnce: readonly StopStep[] = [{ signal: 'SIGKILL', graceMs: 2_000 }];

/** Sends a signal; a process that is already gone is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Stops a process that is not a child of this one.
 *
 * @param identity of the process that is meant; another one that has its pid by now is left alone
 * @returns whether it has ended
 */
export async function stopProcess(pid: number, identity: string, steps: readonly StopStep[]): Promise<boolean> {
  const isAlive = () => processIdentity(pid) === identity;
  for (const { signal, graceMs } of steps) {
    if (!isAlive()) return true;
    sendSignal(pid, signal);
    const until = performance.now() + graceMs;
    while (isAlive() && performance.now() < until) await delay(POLL_MS);
  }
  return !isAlive();
}
