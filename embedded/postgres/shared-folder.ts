import { lstatSync, mkdirSync } from 'node:fs';
import { Problem } from '../bootstrap/problem.mjs';
import type { Account } from './accounts.js';
import { canPass } from './reach.js';

const CANDIDATES = ['/var/lib/reglament', '/opt/reglament', '/var/tmp/reglament'];
const WRITABLE_BY_OTHERS = 0o022;

function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & WRITABLE_BY_OTHERS) === 0;
  } catch {
    return false;
  }
}

/**
 * A folder outside the project that belongs to us (root) alone and that another account can pass through, for what that
 * account must reach when the project or its data lie where it cannot go, such as below /root.
 */
export function sharedFolder(account: Account): string {
  const folder = CANDIDATES.find((candidate) => isOurs(candidate) && canPass(candidate, account));
  if (folder !== undefined) return folder;
  throw new Problem(
    `PostgreSQL does not run as root, and the account it would run as (user id ${String(account.uid)}) reaches neither ` +
      `the project nor any of ${CANDIDATES.join(', ')}. Start as an ordinary user, or set DATABASE_URL.`,
  );
}
