import { describe, expect, it } from '@jest/globals';
import { processInstanceKey } from '../keys.js';
import { createChangeFeed, type Change } from './change-feed.js';

const follow = () => {
  const told: unknown[] = [];
  const feed = createChangeFeed({ changed: (topic, keys) => void told.push([topic, ...keys]) });
  const seen: (readonly Change[] | 'lost')[] = [];
  const stop = feed.follow((changed) => seen.push(changed));
  return { feed, told, seen, stop };
};

describe('the feed of changes', () => {
  it('gathers the keys of a topic, each once', () => {
    const { feed, seen } = follow();
    feed.heard([
      ['drafts', 'a'],
      ['drafts', 'b'],
      ['processes', 'x'],
      ['drafts', 'a'],
    ]);
    expect(seen).toEqual([
      [
        { topic: 'drafts', keys: ['a', 'b'] },
        { topic: 'processes', keys: ['x'] },
      ],
    ]);
  });

  it('names nothing where one notice was about any', () => {
    const { feed, seen } = follow();
    feed.heard([['mail', 'a'], ['mail'], ['mail', 'b']]);
    expect(seen).toEqual([[{ topic: 'mail', keys: [] }]]);
  });

  it('tells of instances by their steps, with the keys that the API knows', () => {
    const { feed, seen } = follow();
    feed.stepped([['7', 0]]);
    expect(seen).toEqual([[{ topic: 'instances', keys: [processInstanceKey(7n).toString()] }]]);
  });

  it('says when notices may have been lost, and nothing to those who have stopped', () => {
    const { feed, seen, stop } = follow();
    feed.lost();
    stop();
    feed.lost();
    expect(seen).toEqual(['lost']);
  });

  it('tells the other processes', () => {
    const { feed, told } = follow();
    feed.tell('drafts', 'a');
    expect(told).toEqual([['drafts', 'a']]);
  });
});
