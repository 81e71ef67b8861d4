import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { exclusive, inclusive, parallel, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('two inclusive joins that wait for each other (BPMN 2.0.2, 13.4.3 leaves a deadlock)', () => {
  it('stop the scope with an incident; resolving drops their tokens', () => {
    const play = Play.start(
      build({
        elements: [start(), parallel('fork'), inclusive('one'), inclusive('two'), exclusive('x'), exclusive('y')],
        flows: ['start -> fork', 'fork -> one', 'fork -> two', 'one -> x', 'x -> two', 'two -> y', 'y -> one'],
      }),
    );
    expect(play.incidents).toEqual([['process', 'TOKEN_LEFT_OVER']]);
    expect(play.state.instances['e1']?.incident?.message).toContain('one, two');
    play.resolve();
    expect(play.state.status).toBe('completed');
  });
});
