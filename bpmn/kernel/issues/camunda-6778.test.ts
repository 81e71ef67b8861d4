import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { exclusive, parallel, pass, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#6778, #7544 and the comment in Operaton: a flow of a parallel join is taken more than once', () => {
  it('takes one token of each flow; the surplus token stays visible', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          pass('a'),
          pass('b'),
          exclusive('merge'),
          service('c'),
          parallel('join'),
          service('after'),
        ],
        flows: [
          'start -> fork',
          'fork -> a -> merge',
          'fork -> b -> merge',
          'fork -> c -> join',
          'merge -> join',
          'join -> after',
        ],
      }),
    );
    expect(play.entered).not.toContain('join');
    play.complete('c');
    expect(play.entered.filter((element) => element === 'join')).toHaveLength(1);
    expect(play.state.parked).toEqual({ e1: { merge_join: 1, c_join: 0 } });
  });
});
