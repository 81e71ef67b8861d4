import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, errorBoundary, inclusive, parallel, pass, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#19460: the last other token leaves through an error boundary event', () => {
  it('asks the inclusive join again and goes on', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          pass('a'),
          service('b'),
          errorBoundary('err', 'b', 'E'),
          inclusive('join'),
          end(),
          end('bad'),
        ],
        flows: ['start -> fork', 'fork -> a -> join', 'fork -> b -> join', 'err -> bad', 'join -> end'],
      }),
    );
    expect(play.entered).not.toContain('join');
    play.throwError('b', 'E');
    expect(play.completed).toEqual(expect.arrayContaining(['bad', 'join', 'end']));
    expect(play.state.status).toBe('completed');
  });
});
