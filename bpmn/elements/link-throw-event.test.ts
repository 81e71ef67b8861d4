import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, linkCatch, linkThrow, pass, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('link throw event', () => {
  const definition = (outputs?: Record<string, string>) =>
    build({
      elements: [
        start(),
        linkThrow('throw', 'L', outputs && { outputs }),
        linkCatch('catch', 'L'),
        pass('task'),
        end(),
      ],
      flows: ['start -> throw', 'catch -> task -> end'],
    });

  it('lets the token go on at the catch event of its name', () => {
    expect(Play.start(definition()).completed).toEqual(['start', 'throw', 'catch', 'task', 'end', 'process']);
  });

  it('goes on only when it could be left', () => {
    const play = Play.start(definition({ x: '=1 +' }));
    expect(play.incidents).toEqual([['throw', 'IO_MAPPING_ERROR']]);
    expect(play.active).toEqual(['throw']);
  });
});
