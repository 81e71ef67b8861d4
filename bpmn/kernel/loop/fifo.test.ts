import { describe, expect, it } from '@jest/globals';
import { Fifo } from './fifo.js';

describe('fifo', () => {
  it('gives back in the order of coming, also while more come', () => {
    const fifo = new Fifo<number>();
    expect([fifo.peek(), fifo.take()]).toEqual([undefined, undefined]);
    fifo.push(1);
    fifo.push(2);
    expect([fifo.peek(), fifo.take()]).toEqual([1, 1]);
    fifo.push(3);
    expect([fifo.take(), fifo.take(), fifo.take()]).toEqual([2, 3, undefined]);
    fifo.push(4);
    expect(fifo.take()).toBe(4);
  });

  it('drops what is not wanted, of what is still there', () => {
    const fifo = new Fifo<number>();
    [1, 2, 3, 4].forEach((item) => fifo.push(item));
    fifo.take();
    fifo.keep((item) => item % 2 === 0);
    expect([fifo.take(), fifo.take(), fifo.take()]).toEqual([2, 4, undefined]);
  });
});
