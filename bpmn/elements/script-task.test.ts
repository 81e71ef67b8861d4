import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, script, scriptJob, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('script task', () => {
  it('puts the result of its expression into the result variable', () => {
    const play = Play.start(
      build({ elements: [start(), script('add', '=a + 1', 'b'), end()], flows: ['start -> add -> end'] }),
      { a: 1 },
    );
    expect(play.variables).toEqual({ a: 1, b: 2 });
  });

  it('keeps the result local when it has output mappings', () => {
    const play = Play.start(
      build({
        elements: [start(), script('add', '=1', 'b', { outputs: { c: '=b + 1' } }), end()],
        flows: ['start -> add -> end'],
      }),
    );
    expect(play.variables).toEqual({ c: 2 });
  });

  it('can be done by a worker', () => {
    const play = Play.start(build({ elements: [start(), scriptJob('run'), end()], flows: ['start -> run -> end'] }));
    play.complete('run', { r: 1 });
    expect(play.variables).toEqual({ r: 1 });
  });
});
