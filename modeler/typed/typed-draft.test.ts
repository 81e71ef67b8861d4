import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTypedDraft, QUIET, RETRY, type KeptDraft, type TypedDraft } from './typed-draft.js';

class Conflict extends Error {}

/** The server, for one place. */
const createServer = () => {
  const server = {
    kept: undefined as KeptDraft | undefined,
    away: false,
    saves: 0,
    answer: <Result>(result: () => Result): Promise<Result> =>
      server.away ? Promise.reject(new Error('away')) : Promise.resolve().then(result),
  };
  return server;
};

let server: ReturnType<typeof createServer>;

/** A browser; tabs of one share what it keeps. */
const createBrowser = (): Map<string, string> => new Map();

const openTab = (writer: string, browser: Map<string, string>): TypedDraft<string> =>
  createTypedDraft('', {
    writer,
    read: () => server.answer(() => server.kept),
    save: (content, revision) =>
      server.answer(() => {
        if ((server.kept?.revision ?? 0) !== revision) throw new Conflict();
        server.saves += 1;
        server.kept = { content, writer, revision: revision + 1, changedAt: '2030-01-01T10:41:00.000Z' };
        return server.kept;
      }),
    discard: () =>
      server.answer(() => {
        server.kept = undefined;
      }),
    isConflict: (error) => error instanceof Conflict,
    local: {
      get: () => browser.get('') ?? null,
      set: (text) => void browser.set('', text),
      remove: () => void browser.delete(''),
    },
    timers: {
      set: (run, ms) => setTimeout(run, ms),
      clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    },
  });

const quiet = (ms = QUIET): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
  server = createServer();
});

describe('what is typed', () => {
  it('is saved once typing pauses, and is there in another browser', async () => {
    const tab = openTab('a', createBrowser());
    await tab.open();
    tab.change('H');
    tab.change('Hello');
    expect(tab.view().note).toEqual({ state: 'unsaved' });
    await quiet();
    expect(server.saves).toBe(1);
    expect(tab.view().note).toMatchObject({ state: 'saved', elsewhere: false });
    const other = openTab('b', createBrowser());
    await other.open();
    expect(other.view()).toMatchObject({ value: 'Hello', generation: 1, note: { state: 'saved', elsewhere: true } });
  });

  it('does not count as saved while something newer is not', async () => {
    const tab = openTab('a', createBrowser());
    await tab.open();
    tab.change('Hello');
    await quiet();
    tab.change('Hello you');
    expect(tab.view().note).toEqual({ state: 'unsaved' });
    await quiet();
    expect(tab.view().note).toMatchObject({ state: 'saved' });
  });

  it('is saved where the browser has no room for it, and forgotten once it is sent', async () => {
    const full = createBrowser();
    full.set = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const tab = openTab('a', full);
    await tab.open();
    tab.change('Hello');
    await quiet();
    expect(server.kept?.content).toContain('Hello');
    await tab.sent();
    expect(server.kept).toBeUndefined();
  });

  it('survives a reload before it was saved, and a server that is away', async () => {
    const browser = createBrowser();
    server.away = true;
    const tab = openTab('a', browser);
    await tab.open();
    tab.change('Hello');
    await quiet();
    expect(tab.view().note).toEqual({ state: 'failed' });
    const reloaded = openTab('a2', browser);
    const opening = reloaded.open();
    expect(reloaded.view().value).toBe('Hello');
    await opening;
    server.away = false;
    await quiet(RETRY);
    expect(server.kept?.content).toContain('Hello');
    expect(reloaded.view().note.state).toBe('saved');
  });

  it('is gone after it was sent, also where the server does not hear of it at once', async () => {
    const browser = createBrowser();
    const tab = openTab('a', browser);
    await tab.open();
    tab.change('Hello');
    await quiet();
    server.away = true;
    await tab.sent();
    expect(tab.view()).toMatchObject({ value: '', note: { state: 'none' } });
    server.away = false;
    const next = openTab('b', browser);
    await next.open();
    expect([next.view().value, server.kept]).toEqual(['', undefined]);
  });

  it('that is sent while it is being saved does not come back', async () => {
    const tab = openTab('a', createBrowser());
    await tab.open();
    tab.change('Hello');
    const saving = tab.flush();
    const sent = tab.sent();
    await Promise.all([saving, sent]);
    await quiet(RETRY);
    expect([tab.view().value, server.kept]).toEqual(['', undefined]);
  });

  it('can be discarded, and that can be undone', async () => {
    const tab = openTab('a', createBrowser());
    await tab.open();
    tab.change('Hello');
    await quiet();
    const before = tab.discard();
    await quiet();
    expect(server.kept).toBeUndefined();
    tab.restore(before);
    await quiet();
    expect(server.kept?.content).toContain('Hello');
  });

  it('counts as nothing when it is what the form began with', async () => {
    const tab = openTab('a', createBrowser());
    await tab.open();
    tab.change('Hello');
    await quiet();
    tab.change('');
    await quiet();
    expect(tab.view().note).toEqual({ state: 'none' });
  });
});

describe('two tabs at one place', () => {
  const twoTabs = async (): Promise<readonly [TypedDraft<string>, TypedDraft<string>]> => {
    const tabs = [openTab('a', createBrowser()), openTab('b', createBrowser())] as const;
    await Promise.all(tabs.map((tab) => tab.open()));
    return tabs;
  };

  it('see each other’s text where nothing is overwritten by it', async () => {
    const [one, other] = await twoTabs();
    one.change('from one');
    await quiet();
    await other.open();
    expect(other.view()).toMatchObject({ value: 'from one', note: { elsewhere: true } });
  });

  it.each(['elsewhere', 'here'] as const)(
    'ask whose text it is (%s), and overwrite nothing until then',
    async (which) => {
      const [one, other] = await twoTabs();
      one.change('from one');
      await quiet();
      other.change('from other');
      await quiet();
      expect(other.view()).toMatchObject({ value: 'from other', note: { state: 'conflict' } });
      other.change('from other, more');
      await quiet(RETRY);
      expect(server.kept?.content).toContain('from one');
      await other.decide(which);
      expect(other.view().value).toBe(which === 'here' ? 'from other, more' : 'from one');
      expect(server.kept?.content).toContain(other.view().value);
    },
  );

  it('are told when it was sent in the other one', async () => {
    const [one, other] = await twoTabs();
    one.change('text');
    await quiet();
    await other.open();
    other.change('text and more');
    await one.sent();
    await quiet();
    expect(other.view()).toMatchObject({ value: 'text and more', note: { state: 'gone' } });
    await other.decide('here');
    expect(server.kept?.content).toContain('text and more');
  });
});
