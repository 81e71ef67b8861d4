import { describe, expect, it } from '@jest/globals';
import { createAutosave, QUIET, RETRY, type SaveState } from './autosave.js';

/** A save that a test lets succeed or fail. */
const setUp = () => {
  const states: SaveState[] = [];
  const saves: { content: string; done(at: string): void; fail(error: unknown): void }[] = [];
  let pending: { run: () => void; ms: number } | undefined;
  const autosave = createAutosave<string>({
    save: (content) =>
      new Promise((resolve, reject) => {
        saves.push({ content, done: resolve, fail: reject });
      }),
    isConflict: (error) => error === 'conflict',
    onState: (state) => states.push(state),
    timers: {
      set: (run, ms) => {
        pending = { run, ms };
        return pending;
      },
      clear: (timer) => {
        if (timer === pending) pending = undefined;
      },
    },
  });
  return {
    autosave,
    saves,
    last: () => states.at(-1)?.state,
    waits: () => pending?.ms,
    pass: () => {
      const due = pending;
      pending = undefined;
      due?.run();
      return settled();
    },
  };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('saving by itself', () => {
  it('waits until nothing has changed for a while and saves the newest', async () => {
    const { autosave, saves, last, waits, pass } = setUp();
    autosave.changed('a');
    autosave.changed('b');
    expect([last(), waits(), saves.length]).toEqual(['unsaved', QUIET, 0]);
    await pass();
    expect([last(), saves.map(({ content }) => content)]).toEqual(['saving', ['b']]);
    saves[0]?.done('now');
    await settled();
    expect(last()).toBe('saved');
  });

  it('saves what changed while it was saving, afterwards', async () => {
    const { autosave, saves, last, pass } = setUp();
    autosave.changed('a');
    await pass();
    autosave.changed('b');
    await pass();
    expect(saves).toHaveLength(1);
    saves[0]?.done('now');
    await settled();
    expect(saves.map(({ content }) => content)).toEqual(['a', 'b']);
    saves[1]?.done('now');
    await settled();
    expect(last()).toBe('saved');
  });

  it('tries again after a failure, with what is newest then', async () => {
    const { autosave, saves, last, waits, pass } = setUp();
    autosave.changed('a');
    await pass();
    saves[0]?.fail('away');
    await settled();
    expect([last(), waits()]).toEqual(['failed', RETRY]);
    autosave.changed('b');
    await pass();
    saves[1]?.done('now');
    await settled();
    expect([last(), saves.map(({ content }) => content)]).toEqual(['saved', ['a', 'b']]);
  });

  it('stops at a conflict: a person decides', async () => {
    const { autosave, saves, last, waits, pass } = setUp();
    autosave.changed('a');
    await pass();
    saves[0]?.fail('conflict');
    await settled();
    autosave.changed('b');
    expect([last(), waits()]).toEqual(['conflict', undefined]);
  });

  it('can be told to save at once, and says when that did not work', async () => {
    const { autosave, saves } = setUp();
    autosave.changed('a');
    const flushed = autosave.flush();
    await settled();
    saves[0]?.done('now');
    await flushed;
    autosave.changed('b');
    const refused = autosave.flush();
    await settled();
    saves[1]?.fail('away');
    await expect(refused).rejects.toBe('away');
    await settled();
  });

  it('saves nothing when nothing has changed, and no more once it is stopped', async () => {
    const { autosave, saves, waits } = setUp();
    await autosave.flush();
    autosave.stop();
    autosave.changed('a');
    expect([saves.length, waits()]).toEqual([0, undefined]);
  });
});
