import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TemporalSource } from './sources.js';
import { PINNED_CLI } from './version.js';

/** Programs that were fetched once; a folder of its own for each version. */
export class TemporalCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the pinned CLI lies when it is there. */
  get path(): string {
    return join(this.#folder, `temporal-${PINNED_CLI}`, 'temporal');
  }

  /** A fresh folder to fetch something into; `remove` it when done. */
  draft(): { folder: string; remove: () => void } {
    const folder = mkdtempSync(join(this.#folder, 'draft-'));
    return {
      folder,
      remove: () => {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  /** Takes a fetched program in; an earlier one is replaced. */
  keep(program: string): string {
    mkdirSync(join(this.path, '..'), { recursive: true });
    chmodSync(program, 0o755);
    renameSync(program, this.path);
    return this.path;
  }
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The cache in the first of these folders that can be written. */
export function openCache(...folders: [string, ...string[]]): TemporalCache {
  return new TemporalCache(folders.find(isWritable) ?? folders[0]);
}

/** What was fetched before. */
export function cached(cache: TemporalCache): TemporalSource {
  return {
    name: 'cache',
    find: () => Promise.resolve(existsSync(cache.path) ? { path: cache.path } : { missing: `no ${cache.path}` }),
  };
}
