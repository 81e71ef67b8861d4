import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { systemUsers, type Account } from '../../embedded/postgres/accounts.js';
import { makeCluster, SUPERUSER } from '../../embedded/postgres/cluster.js';
import { tryPort } from '../../embedded/processes/ports.js';
import { until } from '../../engine/test-support/until.js';

const INSTALLED = '/usr/lib/postgresql';

/** A PostgreSQL of the system's packages, which has `pg_dump`, on a cluster of its own. */
export interface DebianPostgres {
  readonly version: string;
  readonly pgDump: string;
  url(database: string): string;
  /** Stops it and removes its data. */
  discard(): Promise<void>;
}

/** The programs: of `POSTGRES_BIN`, or of the oldest version that is installed (the dump must suit newer ones). */
function programs(): string {
  const given = process.env['POSTGRES_BIN'];
  if (given) return given;
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).map(Number).filter(Number.isInteger) : [];
  const oldest = Math.min(...versions.filter((version) => version >= 15));
  if (!Number.isFinite(oldest)) throw new Error('There is no PostgreSQL: apt-get install postgresql, or POSTGRES_BIN');
  return join(INSTALLED, String(oldest), 'bin');
}

/** Starts it on a folder for temporary files, reachable from this machine alone. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const bin = programs();
  const account: Account | undefined = process.getuid?.() === 0 ? systemUsers.find('postgres') : undefined;
  const home = mkdtempSync('/tmp/reglament-upgrade-');
  if (account) chownSync(home, account.uid, account.gid);
  chmodSync(home, 0o711);
  const folder = join(home, 'cluster');
  const password = randomBytes(15).toString('base64url');
  const tools = { version: bin, initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  await makeCluster(folder, tools, account, password);
  const port = await tryPort(0);
  if (port === undefined) throw new Error('there is no free port');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '100',
    fsync: 'off',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(tools.postgres, ['-D', folder, ...args], { stdio: 'ignore', cwd: home, ...account });
  const url = (database: string): string =>
    `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

  let version = '';
  const answers = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: url('postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      version = (await client.query<{ v: string }>(`select current_setting('server_version') as v`)).rows[0]!.v;
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  await until(answers, 30_000, 'PostgreSQL answers');
  return {
    version,
    pgDump: join(bin, 'pg_dump'),
    url,
    async discard() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}
