import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { until } from '../../engine/test-support/until.js';
import { freePort } from '../e2e/product-process.js';
import { createEmptyDatabase, type TestDatabase } from '../environment/database.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { commandOf, composeText, readCompose, type Environment, type Service } from './compose.js';
import type { ImageFolder } from './image.js';

/** How a process has ended, and what it has printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/**
 * The services of the compose file as processes of this machine: their commands and environments as they are written, with
 * what a container has of its own put in its place (addresses, ports, folders).
 */
export interface Stack {
  readonly api: string;
  readonly smtpPort: number;
  readonly password: string;
  readonly database: TestDatabase;
  readonly dataFolder: string;
  /** Runs a service to its end, with arguments after its command. */
  run(name: string, ...args: readonly string[]): Promise<Ended>;
  /** Starts a service; resolves when its health check passes. */
  start(name: string): Promise<void>;
  /** SIGTERM, and SIGKILL when the grace period of the service is over. */
  stop(name: string): Promise<Ended>;
  /** Runs the health check of a service. */
  healthy(name: string): Promise<boolean>;
  /** Loses all that Temporal knows: from now on there is another namespace. */
  loseTemporal(): Promise<void>;
  remove(): Promise<void>;
}

const START_MS = 60_000;

const seconds = (period: string): number => Number(/^(\d+)s$/.exec(period)?.[1]);

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

function run([file, ...args]: readonly string[], cwd: string, env: Environment): Running {
  const child = spawn(file === 'node' ? process.execPath : file!, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended };
}

async function newNamespace(address: string): Promise<string> {
  const namespace = `compose-${randomBytes(4).toString('hex')}`;
  const connection = await Connection.connect({ address });
  try {
    const retention = { seconds: 86_400 };
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: retention,
    } as never);
    const client = new Client({ connection, namespace });
    // A namespace is there for everybody a moment after it was made.
    await until(
      () =>
        client.workflow.count().then(
          () => true,
          () => false,
        ),
      START_MS,
      'the namespace can be used',
    );
    return namespace;
  } finally {
    await connection.close();
  }
}

/** Prepares what the services need from outside: PostgreSQL, Temporal, secrets, volumes. */
export async function prepareStack(image: ImageFolder): Promise<Stack> {
  const [database, temporalAddress, apiPort, smtpPort] = await Promise.all([
    createEmptyDatabase(),
    testTemporalAddress(),
    freePort(),
    freePort(),
  ]);
  const home = mkdtempSync(join(tmpdir(), 'reglament-compose-'));
  const [dataFolder, secrets, backups] = ['data', 'secrets', 'backups'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [dataFolder, secrets, backups]) mkdirSync(folder, { mode: 0o700 });
  const password = randomBytes(15).toString('base64url');
  const url = new URL(database.url);
  writeFileSync(join(secrets, 'admin-password'), `${password}\n`);
  writeFileSync(join(secrets, 'reglament-database-password'), `${decodeURIComponent(url.password)}\n`);
  url.password = '';

  const settings: Record<string, string> = { TEMPORAL_ADDRESS: temporalAddress };
  settings['TEMPORAL_NAMESPACE'] = await newNamespace(temporalAddress);
  const serviceOf = (name: string): Service => readCompose(composeText(), settings).services[name]!;
  /** What stands for the inside of a container. */
  const outside = (value: string): string =>
    value
      .replace('postgresql://reglament@postgres:5432/reglament', url.href)
      .replace('/run/secrets', secrets)
      .replace('/var/lib/reglament', dataFolder)
      .replace('/backups', backups)
      .replace('0.0.0.0', '127.0.0.1');
  const environmentOf = ({ environment = {} }: Service): Environment => {
    const inside = { PATH: process.env['PATH']!, ...image.environment, ...environment };
    const mapped = Object.fromEntries(
      Object.entries(inside).map(([name, value]) => [name, name === 'PATH' ? value : outside(value)]),
    );
    if (mapped['PORT']) mapped['PORT'] = String(apiPort);
    if (mapped['REGLAMENT_SMTP_PORT']) mapped['REGLAMENT_SMTP_PORT'] = String(smtpPort);
    return mapped;
  };
  const running = new Map<string, Running>();

  const stack: Stack = {
    api: `http://127.0.0.1:${apiPort}`,
    smtpPort,
    password,
    database,
    dataFolder,
    run(name, ...args) {
      const service = serviceOf(name);
      return run([...commandOf(service), ...args.map(outside)], image.path, environmentOf(service)).ended;
    },
    async start(name) {
      const service = serviceOf(name);
      const started = run(commandOf(service), image.path, environmentOf(service));
      running.set(name, started);
      const early = started.ended.then(({ output }) => {
        throw new Error(`${name} has ended:\n${output}`);
      });
      early.catch(() => undefined);
      await Promise.race([until(() => stack.healthy(name), START_MS, `${name} is healthy`), early]);
    },
    async stop(name) {
      const { child, ended } = running.get(name)!;
      running.delete(name);
      child.kill('SIGTERM');
      const grace = setTimeout(() => child.kill('SIGKILL'), seconds(serviceOf(name).stop_grace_period!) * 1000);
      return ended.finally(() => clearTimeout(grace));
    },
    async healthy(name) {
      const service = serviceOf(name);
      const [, ...test] = service.healthcheck!.test;
      return (await run(test, image.path, environmentOf(service)).ended).code === 0;
    },
    async loseTemporal() {
      settings['TEMPORAL_NAMESPACE'] = await newNamespace(temporalAddress);
    },
    async remove() {
      for (const { child, ended } of running.values()) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
      await database.drop();
    },
  };
  return stack;
}
