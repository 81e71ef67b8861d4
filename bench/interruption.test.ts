import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { tidiedUp } from './interruption.js';

afterEach(() => {
  jest.restoreAllMocks();
  process.removeAllListeners('SIGTERM');
  process.removeAllListeners('SIGINT');
});

describe('tidying up', () => {
  it('follows the work, however it ends', async () => {
    const order: string[] = [];
    const tidyUp = (): Promise<void> => Promise.resolve(void order.push('tidied up'));
    const work = (): Promise<string> => Promise.resolve(order.push('worked')).then(() => 'result');
    await expect(tidiedUp(tidyUp, work)).resolves.toBe('result');
    await expect(tidiedUp(tidyUp, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(order).toEqual(['worked', 'tidied up', 'tidied up']);
  });

  it('is done once and for all, the latest first, when a signal comes', async () => {
    const order: string[] = [];
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
    const tidyUp = (name: string) => async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(name);
    };
    let stopInner: () => void = () => undefined;
    const inner = new Promise<void>((resolve) => (stopInner = resolve));
    const endsInner = async (): Promise<void> => {
      await tidyUp('inner')();
      stopInner();
    };
    const work = tidiedUp(tidyUp('outer'), () => tidiedUp(endsInner, () => inner));
    process.emit('SIGTERM');
    await work;
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['inner', 'outer']);
    expect(exit.mock.calls).toEqual([[130]]);
  });
});
