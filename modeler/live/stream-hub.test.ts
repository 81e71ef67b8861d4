import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeStreamEvents } from './change-stream.js';
import { createStreamHub, type HubMessage } from './stream-hub.js';

let streams: ChangeStreamEvents[];
let hear: ReturnType<typeof createStreamHub>;
beforeEach(() => {
  streams = [];
  hear = createStreamHub((events) => {
    streams.push(events);
    return () => {
      streams = streams.filter((stream) => stream !== events);
    };
  });
});

const newPage = () => {
  const told: HubMessage[] = [];
  return { told, postMessage: (message: HubMessage) => void told.push(message) };
};

describe('the stream that pages share', () => {
  it('is one for all of them, and tells each what it brings from then on', () => {
    const [one, two] = [newPage(), newPage()];
    hear(one, 'follow');
    streams[0]!.open();
    streams[0]!.change('first');
    hear(two, 'follow');
    streams[0]!.change('second');
    expect(streams).toHaveLength(1);
    expect(one.told.slice(1)).toEqual([
      { type: 'change', data: 'first' },
      { type: 'change', data: 'second' },
    ]);
    expect(two.told).toEqual([{ type: 'open' }, { type: 'change', data: 'second' }]);
  });

  it('ends when the last page leaves, and is opened again for the next', () => {
    const [one, two] = [newPage(), newPage()];
    hear(one, 'follow');
    hear(two, 'follow');
    hear(one, 'leave');
    expect(streams).toHaveLength(1);
    hear(two, 'leave');
    expect(streams).toHaveLength(0);
    hear(one, 'follow');
    expect(streams).toHaveLength(1);
    expect(one.told).toEqual([]);
  });

  it('is opened again after a refusal when a page asks, and not while the browser tries by itself', () => {
    const page = newPage();
    hear(page, 'follow');
    streams[0]!.lost(false);
    hear(page, 'follow');
    expect(streams).toHaveLength(1);
    streams[0]!.lost(true);
    expect(page.told).toEqual([
      { type: 'lost', refused: false },
      { type: 'lost', refused: true },
    ]);
    hear(page, 'follow');
    expect(streams).toHaveLength(2);
  });
});
