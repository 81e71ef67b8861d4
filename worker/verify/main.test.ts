import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';

const root = join(import.meta.dirname, '../..');

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
}, 60_000);
afterAll(() => store.close());

it('verifies what is in Postgres while Temporal is away, and says what was not checked', async () => {
  const env = { PATH: process.env['PATH'], DATABASE_URL: store.url, TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker/verify/main.ts'], { cwd: root, env });
  let written = '';
  child.stdout.on('data', (piece: Buffer) => (written += piece.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  expect(written).toMatch(/^0 instances, .*\nthe workflows were not checked: .*\nclean as far as it was checked\n$/);
  expect(code).toBe(2);
}, 60_000);
