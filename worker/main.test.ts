import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from '../engine/test-support/test-store.js';

const root = join(import.meta.dirname, '..');
/** Temporal is not there, so nobody runs what the file says. */
const someFile = import.meta.filename;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
}, 60_000);
afterAll(() => store.close());

let running: ChildProcess | undefined;
afterEach(() => {
  running?.kill('SIGKILL');
});

/** Runs the worker under a supervisor that is gone at once; answers its exit code and what it has written. */
async function runAlone(bundle: string): Promise<{ readonly code: unknown; readonly written: string }> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: store.url,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    WORKFLOW_BUNDLE: bundle,
    REGLAMENT_SUPERVISED: '1',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], { cwd: root, env });
  running = child;
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (written += piece.toString()));
  child.stdin.end();
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, written };
}

describe('the worker process', () => {
  it('ends when it is told to before it is ready', async () => {
    const { code, written } = await runAlone(someFile);
    expect(code).toBe(0);
    expect(written).toContain('worker-stopped');
    expect(written).not.toContain('worker-ready');
  }, 60_000);

  it('does not start without its workflows, and says so', async () => {
    const { code, written } = await runAlone(join(root, 'no-such-bundle.js'));
    expect(code).toBe(1);
    expect(written).toMatch(/The workflow bundle .*no-such-bundle\.js cannot be read/);
  }, 60_000);
});
