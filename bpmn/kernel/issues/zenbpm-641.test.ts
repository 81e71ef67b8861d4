import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, exclusive, parallel, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('pbinitiative/zenbpm#641: a join in a loop', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('runs three clean rounds, %s before %s: tokens are consumed, not remembered', (first, second) => {
    const play = Play.start(
      build({
        elements: [
          start(),
          exclusive('again'),
          parallel('fork'),
          service('a'),
          service('b'),
          parallel('join'),
          exclusive('more'),
          end(),
        ],
        flows: [
          'start -> again -> fork',
          'fork -> a -> join',
          'fork -> b -> join',
          'join -> more',
          'more -> again [n < 3]',
          'more -> end [default]',
        ],
      }),
      { n: 0 },
    );
    for (const n of [1, 2, 3]) {
      play.complete(first, { n });
      expect(play.active).toEqual([second]);
      play.complete(second);
    }
    expect(play.completed.filter((element) => element === 'join')).toHaveLength(3);
    expect(play.state.status).toBe('completed');
  });
});
