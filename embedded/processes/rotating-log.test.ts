import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { leaveOut } from '../../test/environment/left-out.js';
import { RotatingLog } from './rotating-log.js';

it('starts anew when it is full and keeps three old files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const log = new RotatingLog(join(folder, 'api.log'), 10);
  for (const line of ['first---\n', 'second--\n', 'third---\n', 'fourth--\n', 'a\n', 'fifth---\n']) log.write(line);
  log.close();
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  expect(readdirSync(folder).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2', 'api.log.3']);
  expect(read('api.log')).toBe('fifth---\n');
  expect(read('api.log.1')).toBe('a\n');
  expect(read('api.log.3')).toBe('third---\n');
  expect(log.tail(1)).toBe('fifth---');
  rmSync(folder, { recursive: true });
});

it('drops what cannot be written, never fails, and says how much was lost', () => {
  let broken: string | undefined;
  let text = '';
  const check = () => {
    if (broken !== undefined) throw Object.assign(new Error(broken), { code: broken });
  };
  const log = new RotatingLog('/nowhere/api.log', 1_000, {
    open: () => {
      check();
      return { descriptor: 7, size: 0 };
    },
    write: (_descriptor, bytes) => {
      check();
      text += bytes.toString();
      return bytes.length;
    },
    close: check,
  });
  log.write('one\n');
  for (const code of ['ENOSPC', 'EIO', 'EPIPE']) {
    broken = code;
    log.write('lost\n');
  }
  broken = undefined;
  log.write('two\n');
  broken = 'EIO';
  log.close();
  expect(text).toBe('one\n\n(3 pieces of this log could not be written)\ntwo\n');
  expect(log.tail(3)).toContain('not readable');
});

/** A file system of 64 kB; undefined where this machine does not let us make one. */
const smallDisk = (): { readonly folder: string; end(): void } | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    end() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
};

const disk = smallDisk();
if (disk === undefined) leaveOut('logs on a full disk', 'a tmpfs cannot be mounted; run as root');
else
  it('outlives a disk that is full, and goes on when there is room again', () => {
    const log = new RotatingLog(join(disk.folder, 'api.log'));
    const filler = join(disk.folder, 'filler');
    try {
      expect(() => writeFileSync(filler, Buffer.alloc(128 * 1024))).toThrow('ENOSPC');
      for (let line = 0; line < 100; line += 1) log.write(`${'x'.repeat(5_000)}\n`);
      rmSync(filler);
      log.write('room again\n');
      expect(log.tail(1)).toBe('room again');
      expect(readFileSync(log.path, 'utf8')).toMatch(/pieces of this log could not be written/);
    } finally {
      log.close();
      disk.end();
    }
  });
