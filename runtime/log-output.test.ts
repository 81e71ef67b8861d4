import { describe, expect, it } from '@jest/globals';
import { createLogOutput } from './log-output.js';

const failure = (code: string) => Object.assign(new Error(code), { code });

/** A place for bytes that fails and works again by command. */
const place = () => {
  const state = { text: '', broken: undefined as string | undefined, room: Infinity };
  const write = (bytes: Buffer): number => {
    if (state.broken !== undefined) throw failure(state.broken);
    if (state.room === 0) throw failure('ENOSPC');
    const some = bytes.subarray(0, state.room);
    state.room -= some.length;
    state.text += some.toString();
    return some.length;
  };
  return { state, output: createLogOutput(write) };
};

describe('the output of a log', () => {
  it.each(['EPIPE', 'ENOSPC', 'EIO', 'EAGAIN', 'EBADF'])('drops lines after %s and says how many later', (code) => {
    const { state, output } = place();
    output.write('one\n');
    state.broken = code;
    output.write('two\n');
    output.write('three\n');
    state.broken = undefined;
    output.write('four\n');
    const [one, notice, four] = state.text.trimEnd().split('\n');
    expect([one, four]).toEqual(['one', 'four']);
    expect(JSON.parse(notice ?? '')).toMatchObject({ event: 'log-lines-dropped', dropped: 2 });
  });

  it('begins a new line after one that was torn', () => {
    const { state, output } = place();
    state.room = 3;
    output.write('{"a":1}\n');
    state.room = Infinity;
    output.write('{"b":2}\n');
    expect(state.text.split('\n')).toEqual(['{"a', expect.stringContaining('"dropped":1'), '{"b":2}', '']);
  });

  it('writes on where only a part was taken', () => {
    let text = '';
    const output = createLogOutput((bytes) => {
      text += bytes.subarray(0, 2).toString();
      return Math.min(2, bytes.length);
    });
    output.write('hello\n');
    output.write('again\n');
    expect(text).toBe('hello\nagain\n');
  });
});
