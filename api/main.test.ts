import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from './test-support/test-api.js';

const root = join(import.meta.dirname, '..');

let home: TestApi;
beforeAll(async () => {
  home = await startTestApi();
});
afterAll(() => home.close());

let running: ChildProcessWithoutNullStreams | undefined;
afterEach(() => {
  running?.kill('SIGKILL');
});

const run = (settings: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams => {
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...settings };
  running = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], { cwd: root, env });
  return running;
};

interface Said {
  readonly event?: string;
  readonly url?: string;
  readonly msg?: string;
}

/** The first line of the log that is the one. */
const said = async (child: ChildProcessWithoutNullStreams, isIt: (line: Said) => boolean): Promise<Said> => {
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = JSON.parse(line) as Said;
    if (isIt(parsed)) return parsed;
  }
  throw new Error('the API ended before it said that');
};

/** The address in the line with which the API says that it listens. */
const listening = async (child: ChildProcessWithoutNullStreams): Promise<string> =>
  (await said(child, ({ event }) => event === 'api-ready')).url ?? '';

const exitCode = async (child: ChildProcessWithoutNullStreams): Promise<unknown> => (await once(child, 'exit'))[0];

describe('the API process', () => {
  it('says where it listens, serves, and ends in order when it is told to', async () => {
    const child = run({ DATABASE_URL: home.databaseUrl, REGLAMENT_ADMIN_PASSWORD: 'told by the environment' });
    const url = await listening(child);
    const authorization = `Basic ${Buffer.from('admin:told by the environment').toString('base64')}`;
    const answer = await fetch(`${url}/v2/topology`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const body = JSON.stringify({ type: 'none', timeout: 1, maxJobsToActivate: 1, requestTimeout: 60_000 });
    const headers = { authorization, 'content-type': 'application/json' };
    const poll = fetch(`${url}/v2/jobs/activation`, { method: 'POST', headers, body });
    // The poll is under way when something asked after it has been answered.
    await fetch(`${url}/v2/topology`, { headers: { authorization } });
    child.kill('SIGTERM');
    expect(await (await poll).json()).toEqual({ jobs: [] });
    expect(await exitCode(child)).toBe(0);
  });

  it('ends with the process that started it', async () => {
    const child = run({ DATABASE_URL: home.databaseUrl, REGLAMENT_SUPERVISED: '1' });
    await listening(child);
    child.stdin.end();
    expect(await exitCode(child)).toBe(0);
  });

  it('ends with it also while the database is not there', async () => {
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
    const child = run({ DATABASE_URL: nowhere, REGLAMENT_SUPERVISED: '1' });
    await said(child, ({ msg }) => msg === 'the database is not there yet');
    child.stdin.end();
    expect(await exitCode(child)).toBe(0);
  });

  it('does not start without its settings, and names them', async () => {
    const child = run({ PORT: 'many' });
    let errors = '';
    child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
    expect(await exitCode(child)).toBe(1);
    expect(errors).toMatch(/DATABASE_URL[^]*PORT/);
  });
});
