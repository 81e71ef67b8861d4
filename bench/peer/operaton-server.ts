import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { serverAccount, systemUsers, type Account } from '../../embedded/postgres/accounts.js';
import { PortBook } from '../../embedded/processes/ports.js';
import { sendSignal } from '../../embedded/processes/stop-process.js';
import { descendantsOf } from '../measure/processes.js';
import { runProgram } from '../run-program.js';
import { parseLines, type DriverLine } from './operaton-lines.js';

const ENGINE = 'operaton';
const USER = 'bench';
const SERVER_MEMORY = '-Xmx1g';
const DRIVER_MEMORY = '-Xmx512m';
const LOOK_EVERY_MS = 50;
const POSTGRES_START_MS = 30_000;
const STOP_MS = 20_000;
const LINES_SHOWN = 15;

/** Where the built harness and PostgreSQL's programs lie. */
export interface OperatonParts {
  /** Folder that `setup.sh` built into. */
  readonly build: string;
  /** Folder of PostgreSQL's server programs. */
  readonly postgres: string;
}

/**
 * Operaton as its harness sets it up: one JVM with the engine, its job executor and its REST API, a PostgreSQL as
 * installed, with a data folder of its own that is empty at first. Both listen on this machine's loopback address only.
 */
export class OperatonServer {
  readonly #parts: OperatonParts;
  readonly #folder: string;
  readonly #account: Account | undefined;
  readonly #httpPort: number;
  readonly #postgresPort: number;
  #jvm: ChildProcess | undefined;
  #postgres: ChildProcess | undefined;

  private constructor(parts: OperatonParts, folder: string, ports: readonly [number, number]) {
    this.#parts = parts;
    this.#folder = folder;
    // PostgreSQL does not run as root.
    this.#account = process.getuid?.() === 0 ? serverAccount(systemUsers) : undefined;
    [this.#httpPort, this.#postgresPort] = ports;
  }

  /** Makes an empty data folder; nothing runs yet. */
  static async prepare(parts: OperatonParts): Promise<OperatonServer> {
    const folder = mkdtempSync(join(tmpdir(), 'reglament-bench-operaton-'));
    chmodSync(folder, 0o711); // PostgreSQL's account passes through
    const ports = new PortBook(join(folder, 'ports.json'));
    return new OperatonServer(parts, folder, [await ports.port('http'), await ports.port('postgres')]);
  }

  /** Starts PostgreSQL, with a new cluster where there is none, and the JVM; it does not wait for the latter. */
  async launch(): Promise<void> {
    const data = join(this.#folder, 'postgres');
    const isNew = !existsSync(data);
    if (isNew) await this.#initialise(data);
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((each) => ['-c', each]);
    this.#postgres = this.#spawn(
      'postgres',
      join(this.#parts.postgres, 'postgres'),
      ['-D', data, '-p', String(this.#postgresPort), ...settings],
      { ...this.#account, cwd: data },
    );
    await this.#untilPostgresAnswers(isNew);
    const built = join(this.#parts.build, ENGINE);
    const classPath = ['bench-server.jar', 'bpmn', 'lib/*'].map((part) => join(built, part)).join(':');
    this.#jvm = this.#spawn('jvm', 'java', [SERVER_MEMORY, '-cp', classPath, 'bench.Server'], {
      cwd: this.#folder,
      env: {
        ...process.env,
        BENCH_HTTP_PORT: String(this.#httpPort),
        BENCH_PG_PORT: String(this.#postgresPort),
      },
    });
  }

  /** Launches it and waits until it has run a first instance. */
  async start(): Promise<void> {
    await this.launch();
    await this.#drive(['first', String(Date.now() / 1_000), 'ready']);
  }

  /** Runs a workload of the driver against it; one that waits for a first instance also before the server listens. */
  async drive(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<DriverLine> {
    const [line] = parseLines(await this.#drive(args, env));
    return line as DriverLine;
  }

  /** Ends all its processes at once, without a chance to clean up. */
  async kill(): Promise<void> {
    const children = [this.#jvm, this.#postgres].filter((child) => child !== undefined);
    const gone = children.map((child) => exited(child));
    for (const { pid } of children)
      for (const member of pid === undefined ? [] : descendantsOf(pid)) sendSignal(member, 'SIGKILL');
    await Promise.all(gone);
    [this.#jvm, this.#postgres] = [undefined, undefined];
  }

  async stop(): Promise<void> {
    const [jvm, postgres] = [this.#jvm, this.#postgres];
    [this.#jvm, this.#postgres] = [undefined, undefined];
    await stopChild(jvm, 'SIGTERM');
    await stopChild(postgres, 'SIGINT'); // ends connections and stops cleanly
  }

  /** Stops it and removes its data. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #initialise(data: string): Promise<void> {
    mkdirSync(data, { mode: 0o700 });
    if (this.#account) chownSync(data, this.#account.uid, this.#account.gid);
    const args = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    await promisify(execFile)(join(this.#parts.postgres, 'initdb'), args, { cwd: data, ...this.#account });
  }

  async #untilPostgresAnswers(makeDatabase: boolean): Promise<void> {
    const server = this.#postgres as ChildProcess;
    const until = performance.now() + POSTGRES_START_MS;
    for (;;) {
      const client = new Client({ host: '127.0.0.1', port: this.#postgresPort, user: USER, database: 'postgres' });
      client.on('error', () => undefined);
      try {
        await client.connect();
        if (makeDatabase) await client.query('create database bench');
        return;
      } catch (error) {
        if (hasExited(server) || performance.now() > until) {
          throw new Error(`the peer's PostgreSQL does not start:\n${this.#lastLines('postgres')}`, { cause: error });
        }
      } finally {
        await client.end().catch(() => undefined);
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  async #drive(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    const { build } = this.#parts;
    const library = readdirSync(join(build, ENGINE, 'lib'));
    const jdbc = library.find((name) => /^postgresql-.*\.jar$/.test(name)) ?? '';
    const version = /^operaton-engine-(\d[\d.]*)\.jar$/m.exec(library.join('\n'))?.[1] ?? '';
    const classPath = [join(build, 'driver'), join(build, ENGINE, 'lib', jdbc)].join(':');
    const ports = [this.#httpPort, this.#postgresPort].map(String);
    const pids = [this.#jvm?.pid ?? 0, this.#postgres?.pid ?? 0].map(String);
    const driver = ['-cp', classPath, 'bench.Driver', ENGINE, version, ...ports, ...pids, ...args];
    const jvm = this.#jvm as ChildProcess;
    const ended = new AbortController();
    const onExit = (): void => ended.abort();
    jvm.once('exit', onExit);
    if (hasExited(jvm)) ended.abort();
    try {
      return await runProgram('java', [DRIVER_MEMORY, ...driver], { env, signal: ended.signal });
    } catch (error) {
      if (!ended.signal.aborted) throw error;
      throw new Error(`Operaton has ended:\n${this.#lastLines('jvm')}`, { cause: error });
    } finally {
      jvm.off('exit', onExit);
    }
  }

  #spawn(name: string, file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const log = openSync(this.#logOf(name), 'a');
    // Signals of the terminal go to us; we tell it to stop.
    return spawn(file, args, { ...options, stdio: ['ignore', log, log], detached: true });
  }

  #logOf(name: string): string {
    return join(this.#folder, `${name}.log`);
  }

  #lastLines(name: string): string {
    return readFileSync(this.#logOf(name), 'utf8').trim().split('\n').slice(-LINES_SHOWN).join('\n');
  }
}

const hasExited = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const exited = async (child: ChildProcess): Promise<void> => void (hasExited(child) || (await once(child, 'exit')));

async function stopChild(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || hasExited(child)) return;
  const gone = exited(child);
  child.kill(signal);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(tooLong);
}
