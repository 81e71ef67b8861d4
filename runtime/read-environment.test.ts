import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readEnvironment } from './read-environment.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (content: string): string => {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
};

const url = 'postgresql://reglament@postgres:5432/reglament';

describe('the environment of a process', () => {
  it('is as it was given where no file is named', () => {
    expect(readEnvironment({ DATABASE_URL: url, PORT: '80', SMTP_URL_FILE: '' })).toEqual({
      DATABASE_URL: url,
      PORT: '80',
    });
  });

  it('has secrets read from their files, without the end of line', () => {
    expect(readEnvironment({ REGLAMENT_API_KEY_FILE: file('key with spaces\n') })).toEqual({
      REGLAMENT_API_KEY: 'key with spaces',
    });
  });

  it("has the database's password in its address, whatever characters it is made of", () => {
    const { DATABASE_URL } = readEnvironment({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file('p@ss/w?rd#%41 ы\n') });
    expect(decodeURIComponent(new URL(DATABASE_URL!).password)).toBe('p@ss/w?rd#%41 ы');
    expect(new URL(DATABASE_URL!).host).toBe('postgres:5432');
  });

  it('is refused where two values are given for one thing, with the names of the variables and no secret', () => {
    const both = { SMTP_URL: 'smtp://hidden', SMTP_URL_FILE: file('x') };
    expect(() => readEnvironment(both)).toThrow('SMTP_URL and SMTP_URL_FILE are both set; one of them is enough');
    const twice = { DATABASE_URL: 'postgres://a:hidden@b/c', DATABASE_PASSWORD: 'other' };
    expect(() => readEnvironment(twice)).toThrow(/^DATABASE_URL has a password already/);
    expect(() => readEnvironment({ DATABASE_PASSWORD: 'hidden' })).toThrow(
      'DATABASE_PASSWORD is set without DATABASE_URL',
    );
  });

  it('is refused where a file is missing or empty', () => {
    const missing = join(folder, 'none');
    expect(() => readEnvironment({ SMTP_URL_FILE: missing })).toThrow(/^SMTP_URL_FILE: ENOENT/);
    expect(() => readEnvironment({ SMTP_URL_FILE: file('\n') })).toThrow(/^SMTP_URL_FILE: .* is empty$/);
  });
});
