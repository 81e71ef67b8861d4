import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDataFolder, type DataFolder } from '../../embedded/data-folder.js';
import { migrateProduct } from '../../embedded/migrate.js';
import { preparePostgres, type ServerSettings } from '../../embedded/postgres/server.js';
import { stopPostgres } from '../../embedded/postgres/stale-lock.js';
import { processIdentity } from '../../embedded/processes/identity.js';
import { stopOrphans } from '../../embedded/processes/orphans.js';
import { PortBook } from '../../embedded/processes/ports.js';
import { ProcessRecords } from '../../embedded/processes/records.js';
import { ServiceGroup } from '../../embedded/processes/service-group.js';
import { killAtOnce } from '../../embedded/processes/stop-process.js';
import { readSettings } from '../../embedded/settings.js';
import { temporalCli } from '../../embedded/temporal/find.js';
import { temporalService } from '../../embedded/temporal/server.js';

const PREFIX = 'reglament-test-';

/** In the order of stopping; the Temporal server takes a second when it is asked politely. */
const stops = { temporal: killAtOnce, postgres: stopPostgres };

/** What is written by a test is worth nothing after it: no waiting for the disk. */
const volatile: ServerSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** Where tests find PostgreSQL. */
export interface TestPostgres {
  /** Address of a database of a user that may create databases. */
  readonly adminUrl: string;
  /** Name of a database with all migrations, to be used as a template. */
  readonly template: string;
}

/** Removes a data folder, and its cluster too where that had to lie elsewhere. */
function removeData(folder: string): void {
  const cluster = join(folder, 'postgres');
  if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what killed test runs have left in the folder for temporary files. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const [pid] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-') : [];
    if (pid === undefined || processIdentity(Number(pid)) !== undefined) continue;
    const folder = join(tmpdir(), name);
    await stopOrphans(new ProcessRecords(join(folder, 'run')), stops);
    removeData(folder);
  }
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
}

/** The servers of one test run, each started when it is first asked for. */
class TestServers {
  readonly #root: string;
  readonly #data: DataFolder;
  readonly #ports: PortBook;
  readonly #services = new ServiceGroup(Object.keys(stops));
  #postgres: Promise<TestPostgres> | undefined;
  #temporal: Promise<string> | undefined;

  constructor(root: string, folder: string) {
    this.#root = root;
    this.#data = openDataFolder(folder);
    this.#ports = new PortBook(join(this.#data.run, 'ports.json'));
  }

  /** PostgreSQL: the one of TEST_DATABASE_URL, or our own. */
  postgres(): Promise<TestPostgres> {
    this.#postgres ??= this.#startPostgres();
    return this.#postgres;
  }

  /** Address of Temporal: the one of TEST_TEMPORAL_ADDRESS, or our own. */
  temporal(): Promise<string> {
    this.#temporal ??= this.#startTemporal();
    return this.#temporal;
  }

  /** Ends them and removes all they have written. */
  async end(): Promise<void> {
    const given = process.env['TEST_DATABASE_URL'];
    if (given !== undefined && this.#postgres !== undefined) await dropDatabase(given, (await this.#postgres).template);
    await this.#services.stop();
    removeData(this.#data.path);
  }

  async #startPostgres(): Promise<TestPostgres> {
    const template = `reglament_template_${String(process.pid)}`;
    const adminUrl = process.env['TEST_DATABASE_URL'] ?? (await this.#ownPostgres());
    const url = new URL(adminUrl);
    url.pathname = `/${template}`;
    await migrateProduct(url.href, this.#root);
    return { adminUrl, template };
  }

  async #ownPostgres(): Promise<string> {
    const port = await this.#ports.port('postgres');
    const password = this.#data.secret('postgres-password');
    const options = { root: this.#root, folder: this.#data.postgres, port, password, settings: volatile };
    const server = await preparePostgres(options, this.#context);
    await this.#services.start(server.service);
    return server.url('postgres');
  }

  async #startTemporal(): Promise<string> {
    const given = process.env['TEST_TEMPORAL_ADDRESS'];
    if (given !== undefined) return given;
    const { cacheFolder } = readSettings(process.env, this.#root);
    const cli = await temporalCli({ root: this.#root, cacheFolder, dataFolder: this.#data.path });
    const port = await this.#ports.port('temporal');
    const httpPort = await this.#ports.port('temporal-http');
    const server = { cli: cli.path, folder: this.#data.temporal, namespace: 'default', port, httpPort };
    await this.#services.start(temporalService(server, this.#context, stops.temporal));
    return `127.0.0.1:${String(port)}`;
  }

  get #context() {
    const notice = (text: string) => process.stderr.write(`test servers: ${text}\n`);
    return { logFolder: this.#data.log, records: new ProcessRecords(this.#data.run), notice };
  }
}

async function answer(response: ServerResponse, content: Promise<unknown>): Promise<void> {
  try {
    const body = JSON.stringify(await content);
    response.setHeader('content-type', 'application/json').end(body);
  } catch (error) {
    response.writeHead(500).end((error as Error).message);
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    });
  });
}

/**
 * Offers the test servers to the processes of a test run: `GET /postgres` and `GET /temporal` start what is not running
 * yet and answer with `TestPostgres` or the address as JSON.
 *
 * @param root project folder
 * @returns the address to ask, and how to end everything
 */
export async function offerTestServers(root: string): Promise<{ url: string; end: () => Promise<void> }> {
  await sweep();
  const name = `${PREFIX}${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  const servers = new TestServers(root, join(tmpdir(), name));
  const door = createServer((request, response) => {
    // One question to a connection: none is asked on one that is just being closed.
    response.setHeader('connection', 'close');
    const content = request.url === '/postgres' ? servers.postgres() : servers.temporal();
    void answer(response, content);
  });
  const url = await listen(door);
  const end = async () => {
    door.closeAllConnections();
    door.close();
    await servers.end();
  };
  return { url, end };
}
