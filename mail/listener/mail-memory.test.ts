import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createMailMemory } from './mail-memory.js';

/** Gives a stream that was written to its turn to be read. */
const read = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nothing = (): Promise<void> => Promise.resolve();
const from = (stream: PassThrough, sender = 'a') => ({ stream, sender });
const bytes = (count: number): Buffer => Buffer.alloc(count, 'x');

describe('the memory for mails on their way in', () => {
  it('hands over a mail whole', async () => {
    const got: string[] = [];
    const stream = new PassThrough();
    const held = createMailMemory({ mail: 10, total: 10 }).hold({ stream, sender: 'a' }, (raw) => {
      got.push(raw.toString());
      return Promise.resolve();
    });
    stream.write('one ');
    stream.end('two');
    expect(await held).toBeUndefined();
    expect(got).toEqual(['one two']);
  });

  it('forgets a mail that is too large before it has ended, and reads it to its end', async () => {
    const memory = createMailMemory({ mail: 10, total: 10 });
    const large = new PassThrough();
    const largeHeld = memory.hold(from(large), nothing);
    large.write(bytes(11));
    await read();
    const other = new PassThrough();
    other.end(bytes(10));
    expect(await memory.hold(from(other), nothing)).toBeUndefined();
    large.end(bytes(1_000));
    expect(await largeHeld).toBe('too large');
    expect(large.readableEnded).toBe(true);
  });

  it('keeps room for others than the one who has most', async () => {
    const memory = createMailMemory({ mail: 10, total: 30 });
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    const send = (sender: string) => {
      const stream = new PassThrough();
      stream.end(bytes(10));
      return memory.hold(from(stream, sender), () => kept);
    };
    const held = [send('a'), send('a')];
    await read();
    expect(await send('a')).toBe('no room');
    held.push(send('b'));
    await read();
    expect(await send('b')).toBe('no room');
    keep();
    expect(await Promise.all(held)).toEqual([undefined, undefined, undefined]);
    expect(await send('a')).toBeUndefined();
  });

  it('forgets a mail that is not wanted while it arrives', async () => {
    const memory = createMailMemory({ mail: 10, total: 10 });
    const stream = new PassThrough();
    let looked = 0;
    const wanted = (): boolean => (looked += 1) < 2;
    const held = memory.hold({ ...from(stream), wanted }, nothing);
    for (const last of [false, false, true]) {
      stream.write('ab');
      await read();
      if (last) stream.end();
    }
    expect(await held).toBe('refused');
    expect(looked).toBe(2);
  });

  it('has no room beside mails that are being read or kept, and has it again after them', async () => {
    const memory = createMailMemory({ mail: 10, total: 15 });
    const [first, second, third, fourth] = [new PassThrough(), new PassThrough(), new PassThrough(), new PassThrough()];
    let keep: () => void = () => undefined;
    first.end(bytes(10));
    const firstHeld = memory.hold(from(first), () => new Promise((resolve) => (keep = resolve)));
    await read();
    second.end(bytes(10));
    expect(await memory.hold(from(second), nothing)).toBe('no room');
    keep();
    await firstHeld;
    third.end(bytes(10));
    await expect(memory.hold(from(third), () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    const broken = memory.hold(from(fourth), nothing);
    fourth.write(bytes(10));
    await read();
    fourth.destroy(new Error('connection lost'));
    await expect(broken).rejects.toThrow('connection lost');
    const last = new PassThrough();
    last.end(bytes(10));
    expect(await memory.hold(from(last), nothing)).toBeUndefined();
  });
});
