import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { PackError, packFolders, readPackFolder } from './read-folder.js';

const PACKS = 'regulations/packs';
const CALENDARS = 'regulations/calendars';

let test: TestStore;
let copy: string;
beforeAll(async () => {
  test = await openTestStore();
  copy = mkdtempSync(join(tmpdir(), 'pack-'));
  cpSync(join(PACKS, 'profman'), copy, { recursive: true });
});
afterAll(async () => {
  rmSync(copy, { recursive: true });
  await test.close();
});

const change = (file: string, from: string, to: string): void => {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
};

describe('the packs that are shipped', () => {
  it.each(packFolders(PACKS))('%s is whole', async (folder) => {
    await expect(readPackFolder(folder, CALENDARS)).resolves.toBeDefined();
  });
});

describe('installing a pack', () => {
  it('puts its calendar, process and desk in force, once for the same content', async () => {
    const folder = await readPackFolder(copy, CALENDARS);
    expect(await test.store.packs.install(folder)).toBe('installed');
    expect(await test.store.packs.install(folder)).toBe('unchanged');
    expect(await test.store.packs.desk('profman')).toMatchObject({ version: 1, desk: { calendar: 'profman-support' } });
    expect((await test.store.calendars.inForce(['profman-support']))('profman-support')?.zone).toBe('Europe/Moscow');
    expect(await test.all('select process_id, version from process_definitions')).toEqual([
      { process_id: 'profman-ticket', version: 1 },
    ]);
  });

  it('makes a new version when a text changes, and keeps the old one for its tickets', async () => {
    change('letters/closing.txt', 'закрыта.', 'закрыта нами.');
    expect(await test.store.packs.install(await readPackFolder(copy, CALENDARS))).toBe('installed');
    expect((await test.store.packs.desk('profman'))?.version).toBe(2);
    expect((await test.store.packs.version('profman', 1)).pack.letters['closing']?.body).not.toContain('нами');
    expect(await test.all('select version from process_definitions')).toHaveLength(1);
  });

  it('is refused with everything that is named and not there', async () => {
    change('pack.json', '"code": "closed"', '"code": "done"');
    change('letters/question.txt', '{{values.question}}', '{{question}}');
    change('profman-ticket.bpmn', 'reglament:calendar="profman-support"', 'reglament:calendar="elsewhere"');
    change('profman-ticket.bpmn', 'candidateGroups="engineer"', 'candidateGroups="engineer, line-2"');
    change(
      'profman-ticket.bpmn',
      'label="Запросить уточнение" roles="engineer, head"',
      'label="Запросить уточнение" roles="line-3"',
    );
    await expect(readPackFolder(copy, CALENDARS)).rejects.toEqual(
      new PackError(copy, [
        'letters.question: nothing is called {{question}}',
        'profman-ticket, solve: there is no role line-2',
        'profman-ticket, closed: there is no status closed',
        'profman-ticket, opening: there is no calendar elsewhere',
        'profman-ticket, ask: there is no role line-3',
      ]),
    );
  });
});

describe('a pack with numbers that are not kept', () => {
  it('is refused with each of them', async () => {
    const other = mkdtempSync(join(tmpdir(), 'pack-'));
    try {
      writeFileSync(join(other, 'pack.json'), '{"limit": 9007199254740993, "of": [0.1, 1e400]}');
      await expect(readPackFolder(other, CALENDARS)).rejects.toMatchObject({
        faults: [
          expect.stringMatching(/^pack\.json, #\/limit: The number 9007199254740993 /),
          expect.stringMatching(/^pack\.json, #\/of\/1: The number 1e400 /),
        ],
      });
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});

describe('packs beside each other', () => {
  it('share nothing that is known by its code, address or number: the other pack is named', async () => {
    const first = await readPackFolder(join(PACKS, 'profman'), CALENDARS);
    const calendars = first.pack.calendars.map((calendar) => ({ ...calendar, name: 'Another' }));
    const numbering = { ...first.pack.numbering, series: 'second', prefix: 'iss-0' };
    const second = { ...first, pack: { ...first.pack, code: 'second', calendars, numbering } };
    const before = await test.all('select code, revision from work_calendars');
    await expect(test.store.packs.install(second)).rejects.toEqual(
      new PackError('second', [
        'calendars.profman-support: the pack profman has a calendar of this code',
        'desks.profman: the pack profman has a desk of this code',
        'desks: the pack profman has a desk with the address lanskov@profman.ru',
        'process: the tickets of the pack profman have the process profman-ticket',
        'numbering: the pack profman numbers by ISS- in another series, profman',
      ]),
    );
    expect(await test.all('select code, revision from work_calendars')).toEqual(before);
    expect(await test.store.packs.current()).toHaveLength(1);
  });

  it('keep their series as long as they keep its prefix', async () => {
    const folder = await readPackFolder(join(PACKS, 'profman'), CALENDARS);
    const numbering = { ...folder.pack.numbering, series: 'other' };
    await expect(test.store.packs.install({ ...folder, pack: { ...folder.pack, numbering } })).rejects.toEqual(
      new PackError('profman', ['numbering: its former version numbers by ISS- in another series, profman']),
    );
  });
});
