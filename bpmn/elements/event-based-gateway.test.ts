import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventBased, messageCatch, receive, start, timerCatch } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const definition = build({
  elements: [
    start(),
    eventBased('gw'),
    timerCatch('timer', 'PT10S'),
    messageCatch('msg', 'm', '=key', { outputs: { y: '=x' } }),
    receive('task', 'r', '=key'),
    end('a'),
    end('b'),
    end('c'),
  ],
  flows: ['start -> gw', 'gw -> timer -> a', 'gw -> msg -> b', 'gw -> task -> c'],
});

describe('event-based gateway', () => {
  it('waits for all events behind it, on their behalf', () => {
    const play = Play.start(definition, { key: 'k' });
    expect(play.active).toEqual(['gw']);
    expect(play.open().map(({ wait, instance }) => [instance.element, wait.for])).toEqual([
      ['gw', 'timer'],
      ['gw', 'msg'],
      ['gw', 'task'],
    ]);
    expect(play.effects.find(({ type }) => type === 'timer.set')).toMatchObject({
      owner: { instance: 'e3', element: 'gw', catches: 'timer' },
    });
  });

  it('gives the token to the first event, which has then happened, and takes the other waits back', () => {
    const play = Play.start(definition, { key: 'k' });
    play.receive('msg', { x: 1 });
    expect(play.completed).toEqual(['start', 'gw', 'msg', 'b', 'process']);
    expect(play.flows).toEqual(['start_gw', 'gw_msg', 'msg_b']);
    expect(play.last?.effects.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['subscription.close', 'timer.cancel']),
    );
    expect(play.variables).toEqual({ key: 'k', y: 1 });
  });

  it('goes on over a timer', () => {
    const play = Play.start(definition, { key: 'k' });
    play.fire('timer', 10_000);
    expect(play.completed).toContain('a');
    expect(play.entered).not.toContain('msg');
  });

  it('goes on over a receive task', () => {
    const play = Play.start(definition, { key: 'k' });
    play.receive('task', { z: 1 });
    expect(play.completed).toEqual(['start', 'gw', 'task', 'c', 'process']);
    expect(play.variables).toMatchObject({ z: 1 });
  });

  it('opens nothing when one of its events cannot be evaluated', () => {
    const play = Play.start(definition);
    expect(play.incidents).toEqual([['gw', 'EXTRACT_VALUE_ERROR']]);
    expect(play.open()).toEqual([]);
    play.setVariables({ key: 1 });
    play.resolve();
    expect(play.open()).toHaveLength(3);
  });
});
