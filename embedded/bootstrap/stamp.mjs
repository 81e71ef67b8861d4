import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const fileOf = (root, name) => join(root, 'dist/.stamps', name);

/** Whether the thing of this name was last built from sources with this digest, and its output is still there. */
export function isBuilt(root, { name, digest, output }) {
  const file = fileOf(root, name);
  return existsSync(join(root, output)) && existsSync(file) && readFileSync(file, 'utf8') === digest;
}

/** Records that the thing of this name is built from sources with this digest. */
export function markBuilt(root, { name, digest }) {
  const file = fileOf(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}
