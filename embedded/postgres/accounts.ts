import { execFileSync } from 'node:child_process';

/** User and group that a process runs as, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What the choice of an account asks of the system; the names are those of its user database. */
export interface UserDatabase {
  /** The account of that name; undefined when there is none. */
  find(name: string): Account | undefined;
  /** Makes a system account without a home and without a sign-in; does nothing when that is not possible. */
  create(name: string): void;
}

/** Accounts that may be there already, then the one that is made. */
const EXISTING = 'postgres';
const OWN = 'reglament';
const LAST_RESORT = 'nobody';

/**
 * The account that PostgreSQL runs as when we are root, which it refuses to run as: the system's `postgres`, one of our
 * own, or `nobody`.
 */
export function serverAccount(users: UserDatabase): Account | undefined {
  const present = users.find(EXISTING) ?? users.find(OWN);
  if (present !== undefined) return present;
  users.create(OWN);
  return users.find(OWN) ?? users.find(LAST_RESORT);
}

function ask(file: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** The user database of this machine. */
export const systemUsers: UserDatabase = {
  find(name) {
    const [uid, gid] = [ask('id', '-u', name), ask('id', '-g', name)];
    return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
  },
  create(name) {
    ask('useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name);
  },
};
