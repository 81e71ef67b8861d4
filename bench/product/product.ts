import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDataFolder, type DataFolder } from '../../embedded/data-folder.js';
import { PortBook } from '../../embedded/processes/ports.js';
import { ProcessRecords } from '../../embedded/processes/records.js';
import { sendSignal } from '../../embedded/processes/stop-process.js';
import type { ProcessGroups } from '../measure/processes.js';
import { SUPERUSER } from '../../embedded/postgres/cluster.js';
import { orchestrationApi, type OrchestrationApi } from './orchestration-api.js';

const API_KEY = 'bench-key-of-a-product-that-lives-for-minutes';
/** In the folder of process records, but no record. */
const PORTS = 'ports';
const LINES_SHOWN = 15;

/**
 * The product as `npm start` runs it, on a data folder of its own that is empty at first. It is only driven through its
 * API; its database and its Temporal server are looked at for figures.
 */
export class Product {
  readonly #root: string;
  readonly #data: DataFolder;
  readonly #records: ProcessRecords;
  readonly #port: number;
  readonly #output: string[] = [];
  #supervisor: ChildProcess | undefined;

  private constructor(root: string, folder: string, port: number) {
    this.#root = root;
    this.#data = openDataFolder(folder);
    this.#records = new ProcessRecords(this.#data.run);
    this.#port = port;
  }

  /** Prepares a product on an empty data folder; nothing is started yet. */
  static async prepare(root: string): Promise<Product> {
    const folder = mkdtempSync(join(tmpdir(), 'reglament-bench-'));
    // Not one of those that the system gives to anybody: it must still be free when the product is started again.
    const port = await new PortBook(join(folder, 'bench-ports.json')).port('api');
    return new Product(root, folder, port);
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get apiKey(): string {
    return API_KEY;
  }
  get api(): OrchestrationApi {
    return orchestrationApi(this.address, API_KEY);
  }
  get databaseUrl(): string {
    const password = encodeURIComponent(this.#data.secret('postgres-password'));
    return `postgres://${SUPERUSER}:${password}@127.0.0.1:${this.#portOf('postgres')}/reglament`;
  }
  get temporalAddress(): string {
    return `127.0.0.1:${this.#portOf('temporal')}`;
  }
  get temporalFolder(): string {
    return this.#data.temporal;
  }

  /** Starts the command and does not wait. */
  launch(): void {
    // Always its own database and Temporal server, whatever our environment names, and only this machine reaches it.
    const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env;
    const env = {
      ...inherited,
      HOST: '127.0.0.1',
      REGLAMENT_SMTP_HOST: '127.0.0.1',
      PORT: String(this.#port),
      REGLAMENT_DATA: this.#data.path,
      REGLAMENT_API_KEY: API_KEY,
    };
    const child = spawn(process.execPath, [join(this.#root, 'embedded/start.mjs')], {
      cwd: this.#root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Signals of the terminal go to us; we tell it to stop.
      detached: true,
    });
    this.#supervisor = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#output.push(line));
    }
  }

  /** Starts it and waits until it says that it is ready. @throws Error with its last lines when it ends before that */
  async start(): Promise<void> {
    this.launch();
    const child = this.#supervisor as ChildProcess;
    const ready = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout! }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve();
      });
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the product ended while it started:\n${this.#output.slice(-LINES_SHOWN).join('\n')}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ready, ended]);
  }

  /** All its processes, by name. Postgres is one per connection. */
  get groups(): ProcessGroups {
    const names = readdirSync(this.#data.run).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []);
    return Object.fromEntries(
      names.sort().flatMap((name) => {
        const record = name === PORTS ? undefined : this.#records.running(name);
        return record === undefined ? [] : [[name, { pid: record.pid, withDescendants: name === 'postgres' }]];
      }),
    );
  }

  /** Ends all its processes at once, without a chance to clean up. */
  async kill(): Promise<void> {
    const pids = Object.values(this.groups).map(({ pid }) => pid);
    const child = this.#supervisor as ChildProcess;
    const ended = once(child, 'exit');
    child.kill('SIGKILL'); // First: it would start the others again.
    for (const pid of pids) sendSignal(pid, 'SIGKILL');
    await ended;
    this.#supervisor = undefined;
  }

  async stop(): Promise<void> {
    const child = this.#supervisor;
    this.#supervisor = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  /** Stops it and removes its data. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.#data.path, { recursive: true, force: true });
  }

  #portOf(name: string): number {
    const ports = JSON.parse(readFileSync(join(this.#data.run, `${PORTS}.json`), 'utf8')) as Record<string, number>;
    return ports[name] ?? 0;
  }
}
