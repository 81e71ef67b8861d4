import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TemporalSource } from './sources.js';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The `temporal` that a shell would find. */
export function onPath(searchPath: string): TemporalSource {
  return {
    name: '`temporal` on PATH',
    find() {
      const path = searchPath
        .split(delimiter)
        .filter((folder) => folder !== '')
        .map((folder) => join(folder, 'temporal'))
        .find(isExecutable);
      return Promise.resolve(path === undefined ? { missing: 'not found' } : { path });
    },
  };
}
