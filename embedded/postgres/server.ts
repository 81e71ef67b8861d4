import { dirname } from 'node:path';
import pg from 'pg';
import { pollUntil } from '../processes/poll.js';
import { Service, type ServiceContext } from '../processes/service.js';
import { systemUsers } from './accounts.js';
import { findBinaries } from './binaries.js';
import { SUPERUSER, clusterAccount, makeCluster, placeCluster } from './cluster.js';
import { freeCluster, stopPostgres } from './stale-lock.js';

const POLL_MS = 20;

/** Settings of every embedded server; reachable from this machine alone, and nothing acknowledged is lost. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Name of a server setting and its value, as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

export interface ServerOptions {
  /** Project folder, whose packages hold the programs. */
  readonly root: string;
  /** Folder of the cluster; made when it is missing. */
  readonly folder: string;
  readonly port: number;
  /** Of the superuser; only used when the cluster is made. */
  readonly password: string;
  /** On top of the settings of every embedded server. */
  readonly settings?: ServerSettings;
}

export interface PostgresServer {
  readonly service: Service;
  /** Version of the programs, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** Connection address of a database of this server, which need not exist yet. */
  url(database: string): string;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
  return true;
}

/** Prepares a PostgreSQL server on a folder: programs, user, cluster. The service is not started yet. */
export async function preparePostgres(options: ServerOptions, context: ServiceContext): Promise<PostgresServer> {
  const account = clusterAccount(options.folder, systemUsers);
  const binaries = findBinaries(options.root, account);
  const folder = placeCluster(options.folder, account);
  await makeCluster(folder, binaries, account, options.password);

  const url = (database: string) =>
    `postgres://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${String(options.port)}/${database}`;
  const configured = { ...settings, ...options.settings, port: String(options.port) };
  const service = new Service(
    {
      name: 'postgres',
      command: async () => {
        await freeCluster(folder);
        return {
          file: binaries.postgres,
          args: ['-D', folder, ...Object.entries(configured).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
          cwd: dirname(folder),
          env: { PATH: process.env['PATH'], LC_MESSAGES: 'C' },
          ...account,
        };
      },
      ready: (_child, signal) => pollUntil(() => answers(url('postgres')), POLL_MS, signal),
      stop: stopPostgres,
    },
    context,
  );
  return { service, version: binaries.version, url };
}
