import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPackFolder } from '../../../desk/index.js';
import { openTestStore, type TestStore } from '../../../engine/test-support/test-store.js';
import { warnOfEndingCalendars } from './calendars-ending.js';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore({ testClock: true });
  await test.store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
});
afterAll(() => test.close());

const warnings = async (now: string): Promise<readonly unknown[]> => {
  await test.store.engine.clock.pin(new Date(now));
  const said: unknown[] = [];
  await warnOfEndingCalendars(test.store, { warn: (what: unknown) => void said.push(what) });
  return said;
};

describe('calendars that run out of published holidays', () => {
  it('are told sixty days before, and not sooner', async () => {
    expect(await warnings('2026-10-31T00:00Z')).toEqual([]);
    expect(await warnings('2026-11-01T00:00Z')).toEqual([
      { event: 'calendar-ending', calendar: 'profman-support', publishedUntil: '2026-12-31' },
    ]);
  });
});
