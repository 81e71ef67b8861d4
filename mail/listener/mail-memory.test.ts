import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createMailMemory } from './mail-memory.js';

/** Gives a stream that was written to its turn to be read. */
const read = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nothing = (): Promise<void> => Promise.resolve();
const bytes = (count: number): Buffer => Buffer.alloc(count, 'x');

describe('the memory for mails on their way in', () => {
  it('hands over a mail whole', async () => {
    const got: string[] = [];
    const stream = new PassThrough();
    const held = createMailMemory({ mail: 10, total: 10 }).hold(stream, (raw) => {
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
    const largeHeld = memory.hold(large, nothing);
    large.write(bytes(11));
    await read();
    const other = new PassThrough();
    other.end(bytes(10));
    expect(await memory.hold(other, nothing)).toBeUndefined();
    large.end(bytes(1_000));
    expect(await largeHeld).toBe('too large');
    expect(large.readableEnded).toBe(true);
  });

  it('has no room beside mails that are being read or kept, and has it again after them', async () => {
    const memory = createMailMemory({ mail: 10, total: 15 });
    const [first, second, third, fourth] = [new PassThrough(), new PassThrough(), new PassThrough(), new PassThrough()];
    let keep: () => void = () => undefined;
    first.end(bytes(10));
    const firstHeld = memory.hold(first, () => new Promise((resolve) => (keep = resolve)));
    await read();
    second.end(bytes(10));
    expect(await memory.hold(second, nothing)).toBe('no room');
    keep();
    await firstHeld;
    third.end(bytes(10));
    await expect(memory.hold(third, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    const broken = memory.hold(fourth, nothing);
    fourth.write(bytes(10));
    await read();
    fourth.destroy(new Error('connection lost'));
    await expect(broken).rejects.toThrow('connection lost');
    const last = new PassThrough();
    last.end(bytes(10));
    expect(await memory.hold(last, nothing)).toBeUndefined();
  });
});
