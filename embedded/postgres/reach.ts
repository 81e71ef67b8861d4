import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Account } from './accounts.js';

const READ = 0o4;
const EXECUTE = 0o1;

/** Owner and permissions of a file or folder, as `fs.Stats` has them. */
export interface Permissions {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** Whether the permission bits give an account (without further groups) all the wanted rights. */
export function allows({ uid, gid, mode }: Permissions, account: Account, wanted: number): boolean {
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

/** Whether an account can pass through a folder and all folders above it. */
export function canPass(folder: string, account: Account): boolean {
  return ancestors(resolve(folder)).every((path) => allows(statSync(path), account, EXECUTE));
}

/** Whether an account can run a program. */
export function canRun(program: string, account: Account): boolean {
  return canPass(dirname(program), account) && allows(statSync(program), account, READ | EXECUTE);
}
