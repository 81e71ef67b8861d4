import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Change } from '../../../engine/index.js';
import type { Permission } from '../../access/permissions.js';
import { streamChanges, type StreamTimes } from './live-stream.js';

type Listener = (changed: readonly Change[] | 'lost') => void;

/** A stream over HTTP to a caller with these permissions; reads until the stream ends. */
const streamed = async (permissions: readonly Permission[], times: StreamTimes, act: (say: Listener) => void) => {
  const listeners = new Set<Listener>();
  const follow = (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const app = express();
  app.get('/live', async (_request, response) => {
    const { signal } = new AbortController();
    const ended = streamChanges({ follow }, { permissions: new Set(permissions) }, response, signal, times);
    act((changed) => listeners.forEach((listener) => listener(changed)));
    await ended;
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/live`);
    return { type: answer.headers.get('content-type'), text: await answer.text(), followers: listeners.size };
  } finally {
    server.close();
  }
};

const short: StreamTimes = { heartbeat: 10_000, life: 30 };

describe('the stream of changes', () => {
  it('tells what the caller may read and keeps the rest to itself', async () => {
    const { type, text } = await streamed(['instances.read'], short, (say) =>
      say([
        { topic: 'instances', keys: ['7'] },
        { topic: 'drafts', keys: ['a'] },
        { topic: 'unheard-of', keys: [] },
      ]),
    );
    expect(type).toContain('text/event-stream');
    expect(text).toBe('retry: 1000\n\nevent: change\ndata: {"topic":"instances","keys":["7"]}\n\n');
  });

  it('says that anything may have changed when notices were lost, and does not name hundreds of keys', async () => {
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    const { text } = await streamed(['instances.read'], short, (say) => {
      say('lost');
      say([{ topic: 'instances', keys: many }]);
    });
    expect(text.match(/data: .*/g)).toEqual([
      'data: {"topic":"instances","keys":[]}',
      'data: {"topic":"instances","keys":[]}',
    ]);
  });

  it('gives signs of life, ends after its time and follows no longer', async () => {
    const { text, followers } = await streamed([], { heartbeat: 10, life: 60 }, () => undefined);
    expect(text).toContain(':\n\n:\n\n');
    expect(followers).toBe(0);
  });
});
