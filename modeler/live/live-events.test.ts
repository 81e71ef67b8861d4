import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listenLive } from './live-events.js';

/** The browser's stream, as far as it is listened to. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 1;

  constructor() {
    super();
    Stream.opened.push(this);
  }

  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const tab = new EventTarget();
const told: string[] = [];
let stop: () => void = () => undefined;

/** Streams that are open now. */
const open = (): number => Stream.opened.filter(({ readyState }) => readyState !== Stream.CLOSED).length;

const see = (visibilityState: 'visible' | 'hidden'): void => {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
};

const listen = (): void => {
  stop = listenLive({
    changed: () => told.push('changed'),
    missed: () => told.push('missed'),
    status: (status) => told.push(status),
  });
};

const answered = (): void => void Stream.opened.at(-1)!.dispatchEvent(new Event('open'));

beforeEach(() => {
  Object.assign(globalThis, { EventSource: Stream, document: page, window: tab });
  Stream.opened = [];
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
});
