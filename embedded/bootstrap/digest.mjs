import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What no program is built from: tests, what only they use, and what is itself generated from sources. */
const isNoSource = (name) => name === 'test-support' || name === 'generated' || /\.test\.\w+$/.test(name);

function addTo(hash, path, label) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    hash.update(`absent ${label}\n`);
  } else if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort())
      if (!isNoSource(name)) addTo(hash, join(path, name), `${label}/${name}`);
  } else {
    const content = readFileSync(path);
    hash.update(`file ${label} ${content.length}\n`).update(content);
  }
}

/**
 * Digest of the content of files and folders, without tests and generated code.
 *
 * @param {string} root folder that the paths start from
 * @param {string[]} paths files and folders; absent ones count as such
 * @returns {string} hexadecimal
 */
export function digestOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, join(root, path), path);
  return hash.digest('hex');
}
