import { once } from 'node:events';
import { join } from 'node:path';
import { Problem } from './bootstrap/problem.mjs';
import { duration, type Progress } from './bootstrap/progress.mjs';
import { ensureBuilt } from './build/ensure-built.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { migrated, migrateProduct } from './migrate.js';
import { preparePostgres } from './postgres/server.js';
import { stopPostgres } from './postgres/stale-lock.js';
import { claimName } from './processes/claim.js';
import { stopOrphans } from './processes/orphans.js';
import { PortBook, tryPort } from './processes/ports.js';
import { ProcessRecords } from './processes/records.js';
import { RotatingLog } from './processes/rotating-log.js';
import { ServiceGroup } from './processes/service-group.js';
import type { ServiceContext } from './processes/service.js';
import { terminate } from './processes/stop-process.js';
import { stopSignals } from './processes/stop-signals.js';
import { apiService, mailService, workerService } from './product-services.js';
import { localAddress, readSettings, withSecrets, type Settings } from './settings.js';
import { prepareTemporalDatabase } from './temporal/database.js';
import { temporalCli } from './temporal/find.js';
import { temporalService } from './temporal/server.js';

const SUPERVISOR = 'supervisor';
const ADMIN = 'admin';
const ENGINEER = 'engineer';
const SMTP_PORT = 2_525;
const INTERRUPTED = 130;

/** Every process there may be, in the order they are stopped in, and how. */
const stops = { api: terminate, mail: terminate, worker: terminate, temporal: terminate, postgres: stopPostgres };

/** One run of the product: what its phases share. */
interface Run {
  readonly root: string;
  readonly settings: Settings;
  readonly data: DataFolder;
  readonly ports: PortBook;
  readonly services: ServiceGroup;
  readonly context: ServiceContext;
  readonly progress: Progress;
  readonly stopped: AbortSignal;
}

/** Starts PostgreSQL unless an address is given, and brings the database up to date; its address. */
async function startDatabase({ root, settings, data, ports, services, context, progress }: Run): Promise<string> {
  const url =
    settings.databaseUrl ??
    (await progress.phase('postgres', async (say) => {
      const password = data.secret('postgres-password');
      const port = await ports.port('postgres');
      const server = await preparePostgres({ root, folder: data.postgres, port, password }, context);
      await services.start(server.service);
      say(`${server.version} on port ${String(port)}`);
      return server.url('reglament');
    }));
  await progress.phase('migrations', async (say) => {
    say(migrated(await migrateProduct(url, root)));
  });
  return url;
}

/** Where Temporal is, and how to start it there unless an address is given. */
interface TemporalPlan {
  readonly address: string;
  start(): Promise<void>;
}

async function planTemporal({ root, settings, data, ports, services, context, progress }: Run): Promise<TemporalPlan> {
  if (settings.temporalAddress !== undefined)
    return { address: settings.temporalAddress, start: () => Promise.resolve() };
  const port = await ports.port('temporal');
  const httpPort = await ports.port('temporal-http');
  const start = () =>
    progress.phase('temporal', async (say) => {
      const cli = await temporalCli({ root, ...settings });
      const namespace = settings.temporalNamespace;
      const server = { cli: cli.path, folder: data.temporal, namespace, port, httpPort };
      const file = join(data.temporal, 'temporal.db');
      await prepareTemporalDatabase(server, file, services, context);
      await services.start(temporalService({ ...server, database: { file, journal: 'wal' } }, context));
      say(`${cli.version} (${cli.source}) on port ${String(port)}`);
    });
  return { address: `127.0.0.1:${String(port)}`, start };
}

/** The port for mail that was asked for; else the usual one, and one of our own for where that is taken. */
async function smtpPorts({ settings, ports }: Run): Promise<{ smtpPort: number; spareSmtpPort?: number }> {
  if (settings.smtpPort === undefined) return { smtpPort: SMTP_PORT, spareSmtpPort: await ports.port('smtp') };
  if ((await tryPort(settings.smtpPort, settings.smtpHost)) !== undefined) return { smtpPort: settings.smtpPort };
  const taken = `Port ${String(settings.smtpPort)} on ${settings.smtpHost} is taken or not allowed`;
  throw new Problem(`${taken}. REGLAMENT_SMTP_PORT names another one.`);
}

/** What needs the database and nothing else: requests are answered and emails stored while Temporal is still starting. */
async function startProduct(run: Run, temporalAddress: string): Promise<void> {
  const { root, settings, data, services, context, progress, stopped } = run;
  const [databaseUrl] = await Promise.all([
    startDatabase(run),
    progress.phase('build', async (say) => {
      say(await ensureBuilt(root, stopped));
    }),
  ]);
  process.umask(0o077); // what the product writes from now on is for its own account alone
  const adminPassword = settings.adminPassword ?? data.secret('admin-password');
  const product = {
    ...{ databaseUrl, temporalAddress, adminPassword, engineerPassword: engineerPasswordOf(run) },
    ...(await smtpPorts(run)),
  };
  // Requests first: started together, on two cores, the three would keep each other waiting.
  await progress.phase('api', () => services.start(apiService(root, settings, product, context)));
  await Promise.all([
    progress.phase('worker', () => services.start(workerService(root, settings, product, context))),
    progress.phase('mail', async (say) => {
      const listening = (port: number) => {
        say(`smtp://${settings.smtpHost}:${String(port)}`);
      };
      await services.start(mailService(root, settings, product, context, listening));
    }),
  ]);
}

/** Whoever sets the password of admin makes the other people too. */
const engineerPasswordOf = ({ settings, data }: Run): string | undefined =>
  settings.adminPassword === undefined ? data.secret('engineer-password') : undefined;

async function startAll(run: Run): Promise<void> {
  const { settings, data, progress } = run;
  const temporal = await planTemporal(run);
  await Promise.all([temporal.start(), startProduct(run, temporal.address)]);
  progress.line(`ready ${localAddress(settings)}`);
  const password =
    settings.adminPassword === undefined ? data.secret('admin-password') : 'as set in REGLAMENT_ADMIN_PASSWORD';
  progress.line(`sign in as ${ADMIN}, password ${password}`);
  const engineerPassword = engineerPasswordOf(run);
  if (engineerPassword !== undefined) progress.line(`        or ${ENGINEER}, password ${engineerPassword}`);
}

/** Tells people what happens later, on the terminal and in a log. */
function noticeTo(progress: Progress, log: RotatingLog): (text: string) => void {
  return (text) => {
    const line = `${new Date().toISOString()} ${text}`;
    log.write(`${line}\n`);
    try {
      progress.line(line);
    } catch {
      // The terminal may be a file on a full disk.
    }
  };
}

async function freePort({ host, port }: Settings): Promise<void> {
  if ((await tryPort(port, host)) === undefined) {
    throw new Problem(
      `Port ${String(port)} on ${host} is taken or not allowed. PORT names another one, HOST another address.`,
    );
  }
}

async function runUntilStopped(run: Run): Promise<void> {
  const { progress, services, settings, stopped, context } = run;
  await freePort(settings);
  const wish = stopped.aborted ? Promise.resolve() : once(stopped, 'abort');
  try {
    await Promise.race([startAll(run), wish]);
    await wish;
  } finally {
    const since = performance.now();
    try {
      context.records.write(SUPERVISOR, process.pid, { ending: true });
    } catch (error) {
      // Whoever starts next is told that we run, instead of waiting for our end.
      context.notice(`could not note that this run ends (${(error as Error).message})`);
    }
    await services.stop();
    progress.line(`stopped after ${duration(performance.now() - since)}`);
  }
}

/**
 * Runs the whole product on this machine until a signal ends it: PostgreSQL, Temporal, the API, the worker and the mail process, each as
 * a process that is started again when it ends.
 *
 * @param root project folder
 * @returns exit status
 * @throws {Problem} when something cannot be started; what was started by then is stopped again
 */
export async function supervise(root: string, progress: Progress): Promise<number> {
  const settings = readSettings(withSecrets(process.env), root);
  const data = openDataFolder(settings.dataFolder);
  const records = new ProcessRecords(data.run);
  const other = await claimName(records, SUPERVISOR);
  if (other !== undefined) {
    throw new Problem(`Reglament already runs on ${data.path} (process ${String(other.pid)}).`);
  }
  const services = new ServiceGroup(Object.keys(stops));
  const stopped = stopSignals(() => {
    services.kill();
    process.exit(INTERRUPTED);
  });
  const log = new RotatingLog(join(data.log, 'supervisor.log'));
  // A terminal or pipe that is gone takes no lines any more; that ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const context = { logFolder: data.log, records, notice: noticeTo(progress, log) };
  // Whoever watches over the others outlives them, and any disk: what was meant to happen is tried again by its service.
  const stray = (error: unknown) => {
    context.notice(`an error had no owner: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  process.on('uncaughtException', stray);
  process.on('unhandledRejection', stray);
  try {
    const orphans = await stopOrphans(records, stops);
    if (orphans.length > 0) context.notice(`stopped what a killed run had left: ${orphans.join(', ')}`);
    const ports = new PortBook(join(data.run, 'ports.json'));
    await runUntilStopped({ root, settings, data, ports, services, context, progress, stopped });
    return 0;
  } finally {
    records.remove(SUPERVISOR);
    log.close();
  }
}
