import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../embedded/build/ensure-built.js';
import { earlyTexts, namedFiles, neededFiles, sentBytes } from './first-load.js';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'dist/web');

/** Bytes with Brotli; at 1.6 Mbit/s 10 kB are 50 ms (docs/decisions/0038). */
const LIMIT = 205_000;
/** A browser asks for six files at a time: index.html, then these, then the texts beside the first answers. */
const FILES = 7;

describe('the first load of the queue', () => {
  beforeAll(() => ensureBuilt(root, AbortSignal.timeout(120_000)), 130_000);

  it('is no bigger than a slow line carries in a good second', () => {
    const texts = earlyTexts(web);
    if (texts === undefined)
      throw new Error('The texts of the start page are not asked for before the application runs');
    const sizes = ['index.html', ...namedFiles(web), texts].map((file) => ({ file, bytes: sentBytes(web, file) }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const biggest = [...sizes].sort((one, other) => other.bytes - one.bytes).slice(0, 5);
    const list = biggest.map(({ file, bytes }) => `${file} ${String(bytes)}`).join(', ');
    if (total > LIMIT)
      throw new Error(`/queue needs ${String(total)} bytes at first, ${String(LIMIT)} are allowed; biggest: ${list}`);
    expect(sizes.length).toBeLessThanOrEqual(FILES);
  });

  it('is named whole in index.html, so that nothing of it is found late', () => {
    const named = new Set(namedFiles(web));
    expect(neededFiles(web).filter((file) => !named.has(file))).toEqual([]);
  });

  it('holds neither the canvas, nor forms, nor the viewer, nor fields and messages', () => {
    const later = /open-modeler|open-form|viewer|select|feedback/i;
    expect(namedFiles(web).filter((file) => later.test(file))).toEqual([]);
  });
});
