import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../bootstrap/problem.mjs';
import { serverAccount, type Account, type UserDatabase } from './accounts.js';
import type { Binaries } from './binaries.js';
import { canPass } from './reach.js';
import { sharedFolder } from './shared-folder.js';

/** Name of the superuser of the cluster. */
export const SUPERUSER = 'reglament';

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const isCluster = (folder: string) => existsSync(join(folder, 'PG_VERSION'));

/**
 * The account that the server of this cluster runs as; undefined: we ourselves. A cluster that is there already is run
 * by its owner.
 *
 * @throws {Problem} when we are root and there is no other account
 */
export function clusterAccount(folder: string, users: UserDatabase): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (isCluster(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  const account = serverAccount(users);
  if (account !== undefined) return account;
  throw new Problem(
    'PostgreSQL does not run as root, and there is no other account. Set DATABASE_URL, or start as another user.',
  );
}

/**
 * The folder the cluster really lies in: `folder` itself, or, when the account cannot reach it, one elsewhere that
 * `folder` is then a link to. That one is always new: what an earlier data folder has left there has other passwords.
 *
 * @throws {Problem} when that one has vanished
 */
export function placeCluster(folder: string, account: Account | undefined): string {
  if (isLink(folder)) {
    if (existsSync(folder)) return realpathSync(folder);
    throw new Problem(
      `The database that ${folder} points to is gone. Remove the data folder to begin anew, or bring it back.`,
    );
  }
  if (account !== undefined && !canPass(dirname(folder), account)) {
    symlinkSync(mkdtempSync(join(sharedFolder(account), 'data-')), folder);
  } else {
    mkdirSync(folder, { recursive: true });
  }
  return realpathSync(folder);
}

/** Locale with the character classes of Unicode, without which Russian search and comparison go wrong. */
const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/**
 * Makes the cluster in a folder that has none; one that was interrupted is made anew.
 *
 * @param password of the superuser
 */
export async function makeCluster(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<void> {
  if (isCluster(folder)) return;
  const draft = `${folder}.draft`;
  const passwordFile = `${folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account !== undefined) {
      for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    }
    chmodSync(draft, 0o700);
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        `--locale=${locale}`,
        '--lc-messages=C',
        '--no-instructions',
      ],
      { cwd: dirname(folder), env: { PATH: process.env['PATH'], LC_ALL: locale }, ...account },
    );
  } catch (error) {
    throw new Problem(
      `The database could not be made: ${(error as { stderr?: string }).stderr ?? (error as Error).message}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, folder);
}
