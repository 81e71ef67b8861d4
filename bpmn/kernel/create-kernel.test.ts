import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, exclusive, parallel, service, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('kernel', () => {
  it('runs a process with one task from start to end', () => {
    const play = Play.start(build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }), {
      a: 1,
    });
    expect(play.active).toEqual(['work']);
    play.complete('work', { b: 2 });
    expect(play.state.status).toBe('completed');
    expect(play.completed).toEqual(['start', 'work', 'end', 'process']);
    expect(play.variables).toEqual({ a: 1, b: 2 });
  });

  it('forks, joins and chooses', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          service('a'),
          service('b'),
          parallel('join'),
          exclusive('which'),
          end('big'),
          end('small'),
        ],
        flows: [
          'start -> fork',
          'fork -> a -> join',
          'fork -> b -> join',
          'join -> which',
          'which -> big [amount > 100]',
          'which -> small [default]',
        ],
      }),
      { amount: 101 },
    );
    play.complete('b');
    expect(play.state.parked).toEqual({ e1: { b_join: 1 } });
    play.complete('a');
    expect(play.completed.slice(-2)).toEqual(['big', 'process']);
  });
});
