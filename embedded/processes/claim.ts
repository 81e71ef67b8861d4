import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessRecord, ProcessRecords } from './records.js';

const LIMIT_MS = 30_000;
const POLL_MS = 50;

/**
 * Records this process under a name that one running process at a time may have; waits for a holder that is about to
 * end.
 *
 * @returns the process that keeps the name; undefined when it is ours now
 */
export async function claimName(records: ProcessRecords, name: string): Promise<ProcessRecord | undefined> {
  const until = performance.now() + LIMIT_MS;
  let holder = records.claim(name);
  while (holder?.ending === true && performance.now() < until) {
    await delay(POLL_MS);
    holder = records.claim(name);
  }
  return holder;
}
