import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './bootstrap/problem.mjs';

const PRIVATE = 0o700;

/** Others may pass through, but not look around: the account that PostgreSQL runs as has to, when we are root. */
const PASSABLE = 0o011;

/** The folder of everything that is kept, and what lies where in it. */
export interface DataFolder {
  readonly path: string;
  /** Log files of the processes. */
  readonly log: string;
  /** Records of running processes and their ports. */
  readonly run: string;
  /** The Temporal server's database. */
  readonly temporal: string;
  /** The PostgreSQL cluster; a link when it has to lie elsewhere. */
  readonly postgres: string;
  /** A password made at random at first and kept from then on, in a file that only its owner can read. */
  secret(name: string): string;
}

function makeFolder(path: string, mode: number): string {
  mkdirSync(path, { recursive: true, mode });
  return path;
}

/** Makes the data folder itself. What lies in it is private in any case. */
function makeDataFolder(path: string): void {
  makeFolder(path, PRIVATE);
  const { uid, mode } = statSync(path);
  if (uid === 0 && process.getuid?.() === 0) chmodSync(path, mode | PASSABLE);
}

function keptSecret(folder: string, name: string): string {
  const file = join(folder, name);
  try {
    writeFileSync(file, `${randomBytes(15).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * Makes the data folder where it is missing.
 *
 * @throws {Problem} when it cannot be written
 */
export function openDataFolder(path: string): DataFolder {
  try {
    makeDataFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
    const secrets = makeFolder(join(path, 'secrets'), PRIVATE);
    return {
      path,
      log: makeFolder(join(path, 'log'), PRIVATE),
      run: makeFolder(join(path, 'run'), PRIVATE),
      temporal: makeFolder(join(path, 'temporal'), PRIVATE),
      postgres: join(path, 'postgres'),
      secret: (name) => keptSecret(secrets, name),
    };
  } catch (error) {
    throw new Problem(
      `The data folder ${path} cannot be used (${(error as Error).message}). REGLAMENT_DATA names another one.`,
    );
  }
}
