import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { processIdentity } from './identity.js';
import { stopOrphans } from './orphans.js';
import { ProcessRecords } from './records.js';
import { killAtOnce, terminate } from './stop-process.js';

let folder: string;
let records: ProcessRecords;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  records = new ProcessRecords(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A process that does nothing until it is stopped. */
async function idle() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, ended: once(child, 'exit') };
}

describe('ProcessRecords', () => {
  it('finds a recorded process as long as it runs', async () => {
    const { pid, ended } = await idle();
    records.write('api', pid);
    expect(records.running('api')?.pid).toBe(pid);
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(records.running('api')).toBeUndefined();
  });

  it('does not take another process with the same number for the recorded one', () => {
    writeFileSync(join(folder, 'api.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot/1' }));
    expect(records.running('api')).toBeUndefined();
  });

  it('gives a name to one running process at a time', async () => {
    const { pid, ended } = await idle();
    records.write('supervisor', pid);
    expect(records.claim('supervisor')?.pid).toBe(pid);
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(records.claim('supervisor')).toBeUndefined();
    expect(records.running('supervisor')).toEqual({ pid: process.pid, identity: processIdentity(process.pid) });
  });
});

describe('stopOrphans', () => {
  it('stops what a killed run has left, and nothing else', async () => {
    const orphan = await idle();
    records.write('temporal', orphan.pid);
    writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot/1' }));
    expect(await stopOrphans(records, { temporal: terminate, postgres: killAtOnce })).toEqual(['temporal']);
    expect(await orphan.ended).toEqual([null, 'SIGTERM']);
  });
});
