import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { freeCluster } from './stale-lock.js';

it('removes a lock whose process number belongs to somebody else by now', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const lock = join(folder, 'postmaster.pid');
  writeFileSync(lock, `${String(process.pid)}\n${folder}\n`);
  await freeCluster(folder);
  expect(existsSync(lock)).toBe(false);
  rmSync(folder, { recursive: true });
});
