import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEnvironment } from '../runtime/index.js';
import { Problem } from './bootstrap/problem.mjs';

/** What the environment says about this run; names of the variables in brackets. */
export interface Settings {
  /** Address to listen on (`HOST`). */
  readonly host: string;
  /** Port of the web application and the API (`PORT`). */
  readonly port: number;
  /** Address to listen on for mail (`REGLAMENT_SMTP_HOST`). */
  readonly smtpHost: string;
  /** Port for mail to the desks (`REGLAMENT_SMTP_PORT`); absent: 2525, or another one where that is taken. */
  readonly smtpPort: number | undefined;
  /** Folder of everything that is kept (`REGLAMENT_DATA`), absolute. */
  readonly dataFolder: string;
  /** Folder of what can be fetched again (`REGLAMENT_CACHE`), absolute. */
  readonly cacheFolder: string;
  /** A PostgreSQL to use instead of the embedded one (`DATABASE_URL`). */
  readonly databaseUrl: string | undefined;
  /** A Temporal server to use instead of starting one (`TEMPORAL_ADDRESS`). */
  readonly temporalAddress: string | undefined;
  /** (`TEMPORAL_NAMESPACE`) */
  readonly temporalNamespace: string;
  /** Password of the sign-in `admin` (`REGLAMENT_ADMIN_PASSWORD`). */
  readonly adminPassword: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; an empty one counts as absent. */
function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

/**
 * The environment with the secrets that it names files of.
 *
 * @throws {Problem} when one cannot be had
 */
export function withSecrets(environment: Environment): Environment {
  try {
    return readEnvironment(environment);
  } catch (error) {
    throw new Problem((error as Error).message);
  }
}

function readPort(environment: Environment, name: string): number | undefined {
  const text = given(environment, name);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Problem(`${name} is no port number: ${text}`);
  return port;
}

/**
 * Reads the settings of a run.
 *
 * @param root project folder; relative paths start there
 * @throws {Problem} when a value makes no sense
 */
export function readSettings(environment: Environment, root: string): Settings {
  const caches = given(environment, 'XDG_CACHE_HOME') ?? join(homedir(), '.cache');
  return {
    host: given(environment, 'HOST') ?? '127.0.0.1',
    port: readPort(environment, 'PORT') ?? 8_080,
    smtpHost: given(environment, 'REGLAMENT_SMTP_HOST') ?? '127.0.0.1',
    smtpPort: readPort(environment, 'REGLAMENT_SMTP_PORT'),
    dataFolder: resolve(root, given(environment, 'REGLAMENT_DATA') ?? '.data'),
    cacheFolder: resolve(root, given(environment, 'REGLAMENT_CACHE') ?? join(caches, 'reglament')),
    databaseUrl: given(environment, 'DATABASE_URL'),
    temporalAddress: given(environment, 'TEMPORAL_ADDRESS'),
    temporalNamespace: given(environment, 'TEMPORAL_NAMESPACE') ?? 'default',
    adminPassword: given(environment, 'REGLAMENT_ADMIN_PASSWORD'),
  };
}

/** Address under which this machine reaches the API, without a slash at the end. */
export function localAddress({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${String(port)}`;
}
