import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, service, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('none end event', () => {
  it('ends only its own token', () => {
    const play = Play.start(
      build({
        elements: [start(), service('a'), service('b'), end()],
        flows: ['start -> a -> end', 'start -> b -> end'],
      }),
    );
    play.complete('a');
    expect(play.state.status).toBe('active');
    play.complete('b');
    expect(play.completed.filter((element) => element === 'end')).toHaveLength(2);
  });

  it('applies output mappings', () => {
    const play = Play.start(
      build({ elements: [start(), end('end', { outputs: { done: '=true' } })], flows: ['start -> end'] }),
    );
    expect(play.variables).toEqual({ done: true });
  });
});
