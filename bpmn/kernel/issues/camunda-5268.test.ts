import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, parallel, service, start, timerBoundary } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#5268: replaying what was recorded', () => {
  it('gives the same effects and journal, in the same order, every time', () => {
    const definition = build({
      elements: [start(), parallel('fork'), service('a'), timerBoundary('late', 'a', 'PT1H'), service('b'), end()],
      flows: ['start -> fork', 'fork -> a -> end', 'fork -> b -> end', 'late -> end'],
    });
    const run = () => {
      const play = Play.start(definition, { x: 1 });
      play.complete('b', { y: 2 });
      play.fire('late', 3_600_000);
      return { effects: play.effects, journal: play.journal, state: play.state };
    };
    expect(run()).toEqual(run());
    expect(run().effects.map(({ type }) => type)).toEqual([
      'variable.set',
      'timer.set',
      'job.open',
      'job.open',
      'job.close',
      'variable.set',
      'job.close',
      'ended',
    ]);
  });
});
