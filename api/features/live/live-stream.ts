import type { Response } from 'express';
import type { Change, ChangeFeed } from '../../../engine/index.js';
import type { Permission } from '../../access/permissions.js';
import type { Caller } from '../../access/caller.js';
import { liveTopics, type LiveTopic } from '../../contract/live.js';

/** Who may hear about what. */
const neededFor: Readonly<Record<LiveTopic, Permission>> = {
  instances: 'instances.read',
  tasks: 'tasks.read',
  processes: 'processes.read',
  drafts: 'processes.read',
  tickets: 'tasks.read',
  mail: 'tasks.read',
  calendars: 'processes.read',
};

/** Times of a stream, in ms. */
export interface StreamTimes {
  /** A heartbeat, so that nobody in between closes a silent connection. */
  readonly heartbeat: number;
  /** The stream ends after this; the browser asks again, and its rights are looked at again. */
  readonly life: number;
}

export const STREAM_TIMES: StreamTimes = { heartbeat: 20_000, life: 5 * 60_000 };

/** More keys than these are not worth naming. */
const MOST_KEYS = 100;

const isTopic = (topic: string): topic is LiveTopic => liveTopics.some((known) => known === topic);

const eventText = ({ topic, keys }: Change): string =>
  `event: change\ndata: ${JSON.stringify({ topic, keys: keys.length > MOST_KEYS ? [] : keys })}\n\n`;

/** Streams what the caller may know about, until the signal is aborted or the stream has lived long enough. */
export const streamChanges = (
  changes: Pick<ChangeFeed, 'follow'>,
  caller: Pick<Caller, 'permissions'>,
  response: Response,
  signal: AbortSignal,
  times: StreamTimes = STREAM_TIMES,
): Promise<void> =>
  new Promise((resolve) => {
    const topics = liveTopics.filter((topic) => caller.permissions.has(neededFor[topic]));
    const tell = (change: Change): void => {
      if (isTopic(change.topic) && topics.includes(change.topic)) response.write(eventText(change));
    };
    const stop = changes.follow((changed) => {
      if (changed === 'lost') for (const topic of topics) tell({ topic, keys: [] });
      else for (const change of changed) tell(change);
    });
    const beating = setInterval(() => response.write(':\n\n'), times.heartbeat);
    const end = (): void => {
      clearInterval(beating);
      clearTimeout(living);
      signal.removeEventListener('abort', end);
      stop();
      response.end();
      resolve();
    };
    const living = setTimeout(end, times.life);

    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Proxies must hand events on as they come.
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 1000\n\n');
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
