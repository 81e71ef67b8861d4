import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import {
  messageBoundary,
  ownActivity,
  service,
  start,
  timerBoundary,
  timerCatch,
} from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('what a fresh host arms', () => {
  it('are the open timers and Temporal activities, in the order they were asked for, exactly as they were asked', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          service('a'),
          timerBoundary('late', 'a', 'PT1H'),
          messageBoundary('stop', 'a', 'm', 'k'),
          ownActivity('b'),
          timerCatch('c', 'PT2H'),
        ],
        flows: ['start -> a', 'start -> b', 'start -> c'],
      }),
    );
    expect(play.kernel.pending(play.state)).toEqual(
      play.effects.filter(({ type }) => type === 'timer.set' || type === 'activity.start'),
    );
    play.fire('late');
    expect(play.kernel.pending(play.state).map(({ type }) => type)).toEqual(['activity.start', 'timer.set']);
  });

  it('are sorted by number, not by text', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          timerCatch('c', 'PT2H', undefined),
          service('a', { multi: { items: '=[1, 2, 3, 4]' } }),
          timerBoundary('late', 'a', 'PT1H'),
        ],
        flows: ['start -> a', 'start -> c'],
      }),
    );
    const numbers = play.kernel.pending(play.state).map(({ key }) => Number(key.slice(1)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers).toHaveLength(2);
  });
});
