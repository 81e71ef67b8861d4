import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { PackError, type PackFolder } from '../../../desk/index.js';
import { installPacks } from './install-packs.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-packs-'));
  cpSync('regulations/calendars', join(folder, 'calendars'), { recursive: true });
  for (const code of ['help', 'old', 'other']) {
    const pack = join(folder, 'packs', code);
    cpSync('regulations/packs/profman', pack, { recursive: true });
    const file = join(pack, 'pack.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"code": "profman"', `"code": "${code}"`));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Installs with packs that are refused as long as this says so; answers what was done and logged. */
async function installing(refuses: (code: string, done: readonly string[]) => boolean) {
  const tried: string[] = [];
  const done: string[] = [];
  const logged: string[] = [];
  const logger = pino({}, { write: (line: string) => void logged.push(line) });
  const install = ({ pack: { code } }: PackFolder): Promise<'installed'> => {
    tried.push(code);
    if (refuses(code, done)) return Promise.reject(new PackError(code, ['the desk belongs to another pack']));
    done.push(code);
    return Promise.resolve('installed');
  };
  await installPacks({ packs: { install } as unknown as Parameters<typeof installPacks>[0]['packs'] }, folder, logger);
  const lines = logged.map((line) => JSON.parse(line) as { event: string; pack: string });
  return { tried, done, left: lines.filter(({ event }) => event === 'pack-refused').map(({ pack }) => pack) };
}

describe('the packs of a release', () => {
  it('may take over what another of them gives up, in whatever order they come', async () => {
    const { tried, done, left } = await installing((code, before) => code === 'help' && !before.includes('old'));
    expect(tried).toEqual(['help', 'old', 'other', 'help']);
    expect(done).toEqual(['old', 'other', 'help']);
    expect(left).toEqual([]);
  });

  it('are in force without the one that stands against another, which is told', async () => {
    const { done, left } = await installing((code) => code === 'help');
    expect(done).toEqual(['old', 'other']);
    expect(left).toEqual(['help']);
  });
});
