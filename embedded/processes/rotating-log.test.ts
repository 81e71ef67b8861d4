import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
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
