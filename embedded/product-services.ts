import { join } from 'node:path';
import { readEnvironment } from '../runtime/index.js';
import { answersOk, pollUntil } from './processes/poll.js';
import { Service, type ServiceContext, type ServiceSpec } from './processes/service.js';
import { terminate } from './processes/stop-process.js';
import { localAddress, type Settings } from './settings.js';

const POLL_MS = 25;

/** What the programs of the product are told, beside our own environment. */
export interface ProductEnvironment {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly adminPassword: string;
  /** Of a first engineer; absent: there is none, or the environment names it. */
  readonly engineerPassword?: string | undefined;
  /** Port for mail to the desks, and the one to take where it is taken. */
  readonly smtpPort: number;
  readonly spareSmtpPort?: number;
}

function environmentOf(settings: Settings, product: ProductEnvironment): NodeJS.ProcessEnv {
  return {
    ...readEnvironment(process.env),
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: product.databaseUrl,
    TEMPORAL_ADDRESS: product.temporalAddress,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    REGLAMENT_DATA: settings.dataFolder,
    REGLAMENT_SMTP_HOST: settings.smtpHost,
    // Tells the programs to end when their standard input does, that is when this process is gone.
    REGLAMENT_SUPERVISED: '1',
  };
}

function nodeProgram(
  root: string,
  name: string,
  env: NodeJS.ProcessEnv,
  ready: ServiceSpec['ready'],
  flags: readonly string[] = [],
): ServiceSpec {
  const file = process.execPath;
  const args = [...flags, '--enable-source-maps', join(root, `dist/${name}.js`)];
  return { name, command: () => ({ file, args, cwd: root, env }), ready, stop: terminate };
}

/**
 * Compiles a function when it is first called, and looks for what to optimise after 12,000 instead of 67,584 bytes of bytecode
 * have run: requests are quick from the start (docs/performance.md).
 */
const QUICK_START = ['--always-sparkplug', '--interrupt-budget=12000'];

/** The API as a service; ready when it says so under `/health/ready`. */
export function apiService(
  root: string,
  settings: Settings,
  product: ProductEnvironment,
  context: ServiceContext,
): Service {
  const env = {
    ...environmentOf(settings, product),
    REGLAMENT_ADMIN_PASSWORD: product.adminPassword,
    ...(product.engineerPassword === undefined ? {} : { REGLAMENT_ENGINEER_PASSWORD: product.engineerPassword }),
  };
  const health = `${localAddress(settings)}/health/ready`;
  const ready: ServiceSpec['ready'] = (_child, signal) => pollUntil(() => answersOk(health, signal), POLL_MS, signal);
  return new Service(nodeProgram(root, 'api', env, ready, QUICK_START), context);
}

/** The worker as a service; ready when it has printed the event `worker-ready`. */
export function workerService(
  root: string,
  settings: Settings,
  product: ProductEnvironment,
  context: ServiceContext,
): Service {
  const ready: ServiceSpec['ready'] = (child, signal) => child.printed('"event":"worker-ready"', signal);
  return new Service(nodeProgram(root, 'worker', environmentOf(settings, product), ready), context);
}

/** The mail process as a service; ready when it has printed the event `mail-ready`, with the port that it listens on. */
export function mailService(
  root: string,
  settings: Settings,
  product: ProductEnvironment,
  context: ServiceContext,
  listening: (port: number) => void,
): Service {
  const { smtpPort, spareSmtpPort } = product;
  const spare = spareSmtpPort === undefined ? {} : { REGLAMENT_SMTP_SPARE_PORT: String(spareSmtpPort) };
  const env = { ...environmentOf(settings, product), REGLAMENT_SMTP_PORT: String(smtpPort), ...spare };
  const ready: ServiceSpec['ready'] = async (child, signal) => {
    const ports = spareSmtpPort === undefined ? [smtpPort] : [smtpPort, spareSmtpPort];
    const printed = ports.map(async (port) => {
      await child.printed(`"event":"mail-ready","port":${String(port)},`, signal);
      return port;
    });
    listening(await Promise.race(printed));
  };
  return new Service(nodeProgram(root, 'mail', env, ready), context);
}
