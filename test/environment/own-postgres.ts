import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../embedded/data-folder.js';
import { migrateProduct } from '../../embedded/migrate.js';
import { preparePostgres } from '../../embedded/postgres/server.js';
import { tryPort } from '../../embedded/processes/ports.js';
import { ProcessRecords } from '../../embedded/processes/records.js';

/** A PostgreSQL that one suite may do anything to. */
export interface OwnPostgres {
  /** Of a database with all migrations. */
  readonly url: string;
  /** Stops all its processes where they are (SIGSTOP): connections stay open, nothing answers. */
  freeze(): void;
  /** They go on. */
  thaw(): void;
  end(): Promise<void>;
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const root = join(import.meta.dirname, '../..');
  const data = openDataFolder(mkdtempSync(join(tmpdir(), 'own-postgres-')));
  const records = new ProcessRecords(data.run);
  const port = (await tryPort(0)) ?? 0;
  const options = { root, folder: data.postgres, port, password: data.secret('postgres-password') };
  const context = { logFolder: data.log, records, notice: () => undefined };
  const server = await preparePostgres(options, context);
  await server.service.start();
  const url = server.url('frozen');
  await migrateProduct(url, root);
  const signal = (name: NodeJS.Signals): void => {
    const pid = records.running('postgres')?.pid;
    if (pid === undefined) throw new Error('PostgreSQL does not run');
    for (const each of [pid, ...childrenOf(pid)]) process.kill(each, name);
  };
  return {
    url,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async end() {
      signal('SIGCONT');
      await server.service.stop();
      rmSync(realpathSync(data.postgres), { recursive: true, force: true });
      rmSync(data.path, { recursive: true, force: true });
    },
  };
}
