import { Problem } from '../bootstrap/problem.mjs';
import type { ProcessRecords } from './records.js';
import { stopProcess, type StopStep } from './stop-process.js';

/**
 * Stops what a killed run has left running on the same data folder.
 *
 * @param stops names of the processes and how each is stopped
 * @returns the names of those that were stopped
 * @throws {Problem} when one cannot be stopped
 */
export async function stopOrphans(
  records: ProcessRecords,
  stops: Readonly<Record<string, readonly StopStep[]>>,
): Promise<string[]> {
  const orphans = Object.entries(stops).flatMap(([name, steps]) => {
    const record = records.running(name);
    return record === undefined ? [] : [{ name, steps, ...record }];
  });
  await Promise.all(
    orphans.map(async ({ name, pid, identity, steps }) => {
      if (!(await stopProcess(pid, identity, steps))) {
        throw new Problem(`${name} (process ${String(pid)}) of an earlier run cannot be stopped.`);
      }
      records.remove(name);
    }),
  );
  return orphans.map(({ name }) => name);
}
