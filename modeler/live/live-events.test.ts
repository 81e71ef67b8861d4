import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ChangeStreamEvents, OpenChangeStream } from './change-stream.js';
import { listenLive } from './live-events.js';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const tab = new EventTarget();
const told: string[] = [];
let stop: () => void = () => undefined;

let streams: ChangeStreamEvents[] = [];

const openStream: OpenChangeStream = (events) => {
  streams.push(events);
  return () => {
    streams = streams.filter((stream) => stream !== events);
  };
};

/** Streams that are open now. */
const open = (): number => streams.length;

const see = (visibilityState: 'visible' | 'hidden'): void => {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
};

const listen = (): void => {
  stop = listenLive(openStream, {
    changed: () => told.push('changed'),
    missed: () => told.push('missed'),
    refused: () => told.push('refused'),
    status: (status) => told.push(status),
  });
};

const answered = (): void => streams[0]!.open();

beforeEach(() => {
  Object.assign(globalThis, { document: page, window: tab });
  page.visibilityState = 'visible';
  told.length = 0;
});
afterEach(() => {
  stop();
  expect(open()).toBe(0);
});

describe('the stream of changes', () => {
  it('is given up by a page that nobody sees, which reads everything anew when it is seen again', () => {
    listen();
    answered();
    expect([open(), told]).toEqual([1, ['connecting', 'open']]);
    see('hidden');
    expect(open()).toBe(0);
    see('visible');
    answered();
    expect([open(), told.slice(2)]).toEqual([1, ['missed', 'open']]);
  });

  it('is not asked for by a page that was opened where nobody sees it', () => {
    page.visibilityState = 'hidden';
    listen();
    expect(open()).toBe(0);
    see('visible');
    answered();
    expect([open(), told]).toEqual([1, ['connecting', 'missed', 'open']]);
  });

  it('is given up by a page that is left, and asked for again by one that is come back to', () => {
    listen();
    answered();
    tab.dispatchEvent(new Event('pagehide'));
    expect(open()).toBe(0);
    see('visible');
    expect(open()).toBe(0);
    tab.dispatchEvent(new Event('pageshow'));
    answered();
    expect([open(), told.slice(2)]).toEqual([1, ['missed', 'open']]);
  });

  it('is asked for again after ever longer pauses while it is refused, and soon again after it was there', () => {
    jest.useFakeTimers();
    const pauses = (): number => {
      const [before] = streams;
      streams[0]!.lost(true);
      let seconds = 0;
      while (streams[0] === before) {
        jest.advanceTimersByTime(1_000);
        seconds += 1;
      }
      return seconds;
    };
    listen();
    expect(Array.from({ length: 7 }, pauses)).toEqual([2, 4, 8, 16, 32, 60, 60]);
    expect(told.filter((text) => text === 'refused')).toHaveLength(7);
    answered();
    expect(pauses()).toBe(2);
    stop();
    jest.useRealTimers();
  });
});
