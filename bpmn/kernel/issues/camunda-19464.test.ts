import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, exclusive, inclusive, parallel, pass, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#19464: an incoming flow of an inclusive join is taken twice', () => {
  it('completes', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          pass('a'),
          pass('b'),
          exclusive('merge'),
          service('c'),
          inclusive('join'),
          end(),
        ],
        flows: [
          'start -> fork',
          'fork -> a -> merge',
          'fork -> b -> merge',
          'fork -> c -> join',
          'merge -> join',
          'join -> end',
        ],
      }),
    );
    expect(play.state.parked).toEqual({ e1: { merge_join: 2 } });
    play.complete('c');
    expect(play.completed.filter((element) => element === 'end')).toHaveLength(2);
    expect(play.state.status).toBe('completed');
  });
});
