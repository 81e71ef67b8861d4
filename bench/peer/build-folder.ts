import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder in which something to compare with is built: below `.data`, which is never committed, and kept. */
export function makeBuildFolder(root: string, engine: string): string {
  const folder = join(root, '.data/bench', engine);
  mkdirSync(folder, { recursive: true, mode: 0o755 }); // others pass: PostgreSQL does not run as root
  return folder;
}
