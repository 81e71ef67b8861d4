import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The processes of the product that can be killed by name. */
export type ProcessName = 'api' | 'worker' | 'mail' | 'temporal' | 'postgres' | 'supervisor';

/** The product as a user starts it: `npm start` on a data folder of its own, every process to be killed at will. */
export interface ProductProcess {
  readonly url: string;
  readonly password: string;
  /** Where its PostgreSQL (the one of DATABASE_URL, if that was given) and Temporal listen. */
  addresses(): { readonly databaseUrl: string; readonly temporalAddress: string };
  /** Where mail to the desks is taken in: nobody else's while the mail process is away. */
  readonly smtpPort: number;
  /** Whether the process runs right now. */
  runs(name: ProcessName): boolean;
  /** SIGKILL to one process; false when it does not run right now. Whoever supervises starts it again. */
  kill(name: ProcessName): boolean;
  /** SIGSTOP to one process; answers how it goes on, or undefined when it does not run right now. */
  freeze(name: ProcessName): (() => void) | undefined;
  /** Starts the supervisor again after it was killed. */
  restart(): Promise<void>;
  /** Everything that the processes have logged. */
  logs(): string;
  /** Stops cleanly and removes the data. */
  stop(): Promise<void>;
}

/** Whether somebody could listen on this port now. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * A port that is free now, and that the system gives nobody who asks for any port: it has to stay free until the product
 * listens, and whenever a process of it is away.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(30_000, 32_000);
    if (await isFree(port)) return port;
  }
}

/** Resolves when the process has printed its `ready` line. @throws with what it printed when it ends before */
async function ready(child: ChildProcess): Promise<void> {
  let printed = '';
  const seen = new Promise<void>((resolve) => {
    const listen = (data: Buffer): void => {
      printed += data.toString();
      if (/^ready /m.test(printed)) resolve();
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The product ended before it was ready:\n${printed}`);
  });
  await Promise.race([seen, ended]);
}

/** Sends a signal; false when there is no such process. */
function signal(pid: number | undefined, name: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Starts the product and waits until it is ready. */
export async function startProductProcess(environment: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
  const data = mkdtempSync(join(tmpdir(), 'reglament-e2e-'));
  const [port, smtpPort] = await Promise.all([freePort(), freePort()]);
  const password = 'chaos-and-order';
  let child: ChildProcess;

  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['embedded/start.mjs'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...environment,
        PORT: String(port),
        REGLAMENT_SMTP_PORT: String(smtpPort),
        REGLAMENT_DATA: data,
        REGLAMENT_ADMIN_PASSWORD: password,
      },
    });
    await ready(child);
  };

  const pidOf = (name: ProcessName): number | undefined => {
    try {
      return (JSON.parse(readFileSync(join(data, `run/${name}.json`), 'utf8')) as { pid: number }).pid;
    } catch {
      return undefined;
    }
  };

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    password,
    addresses() {
      const ports = JSON.parse(readFileSync(join(data, 'run/ports.json'), 'utf8')) as Record<string, number>;
      const temporalAddress = `127.0.0.1:${ports['temporal']}`;
      const given = environment['DATABASE_URL'];
      if (given !== undefined) return { databaseUrl: given, temporalAddress };
      const secret = readFileSync(join(data, 'secrets/postgres-password'), 'utf8').trim();
      const databaseUrl = `postgres://reglament:${encodeURIComponent(secret)}@127.0.0.1:${ports['postgres']}/reglament`;
      return { databaseUrl, temporalAddress };
    },
    smtpPort,
    runs: (name) => signal(pidOf(name), 0),
    kill: (name) => signal(pidOf(name), 'SIGKILL'),
    freeze(name) {
      const pid = pidOf(name);
      return signal(pid, 'SIGSTOP') ? () => void signal(pid, 'SIGCONT') : undefined;
    },
    async restart() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await start();
    },
    logs: () => ['api', 'worker', 'mail'].map((name) => readFileSync(join(data, `log/${name}.log`), 'utf8')).join('\n'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
