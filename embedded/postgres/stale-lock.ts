import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../bootstrap/problem.mjs';
import { commandLine, processIdentity } from '../processes/identity.js';
import { stopProcess, type StopStep } from '../processes/stop-process.js';

/** PostgreSQL's own signals: fast shutdown (sessions are cut off, data is flushed), immediate shutdown, the end. */
export const stopPostgres: readonly StopStep[] = [
  { signal: 'SIGINT', graceMs: 10_000 },
  { signal: 'SIGQUIT', graceMs: 5_000 },
  { signal: 'SIGKILL', graceMs: 2_000 },
];

function lockedBy(lockFile: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
  } catch {
    return undefined;
  }
}

/**
 * Frees a cluster from what a killed run has left: a server that still works on it is stopped, and a lock file whose
 * process number belongs to somebody else by now, over which PostgreSQL would stumble, is removed.
 *
 * @param folder real path of the cluster
 * @throws {Problem} when the server cannot be stopped
 */
export async function freeCluster(folder: string): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid');
  const pid = lockedBy(lockFile);
  if (pid === undefined) return;
  const identity = processIdentity(pid);
  const isServer = identity !== undefined && (commandLine(pid)?.includes(folder) ?? false);
  if (!isServer) rmSync(lockFile, { force: true });
  else if (!(await stopProcess(pid, identity, stopPostgres))) {
    throw new Problem(`Another PostgreSQL (process ${String(pid)}) uses ${folder} and cannot be stopped.`);
  }
}
