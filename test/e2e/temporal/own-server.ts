import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { PortBook } from '../../../embedded/processes/ports.js';
import { readSettings } from '../../../embedded/settings.js';
import { temporalCli } from '../../../embedded/temporal/find.js';
import { serverArguments } from '../../../embedded/temporal/server.js';
import { until } from '../../../engine/test-support/until.js';

const root = join(import.meta.dirname, '../../..');

/** A Temporal server that a test may do anything to. */
export interface OwnServer {
  readonly address: string;
  /** Starts it and waits until it answers. */
  start(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Stands it still; answers how it goes on. */
  freeze(): () => void;
  /** Removes all that it remembers. Only while it does not run. */
  forget(): void;
  /** Ends it and removes its data. */
  discard(): Promise<void>;
}

/** Gets a server ready; it does not run yet. */
export async function prepareOwnServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'reglament-temporal-'));
  const { cacheFolder } = readSettings(process.env, root);
  const cli = await temporalCli({ root, cacheFolder, dataFolder: folder });
  const ports = new PortBook(join(folder, 'ports.json'));
  const [port, httpPort] = [await ports.port('temporal'), await ports.port('temporal-http')];
  const address = `127.0.0.1:${port}`;
  const file = join(folder, 'temporal.db');
  let child: ChildProcess | undefined;

  const answers = async (): Promise<boolean> => {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      await connection.close();
      return true;
    } catch {
      return false;
    }
  };
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  return {
    address,
    async start() {
      const database = { file, journal: 'wal' as const };
      const args = serverArguments({ cli: cli.path, folder, database, namespace: 'default', port, httpPort });
      child = spawn(cli.path, args, { cwd: folder, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: folder } });
      await until(answers, 60_000, 'Temporal answers');
    },
    kill,
    freeze() {
      const frozen = child!;
      frozen.kill('SIGSTOP');
      return () => void frozen.kill('SIGCONT');
    },
    forget() {
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    },
    async discard() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
