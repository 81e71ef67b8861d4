import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, linkCatch, linkThrow, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('link catch event', () => {
  it('takes the tokens of every throw event of its name', () => {
    const play = Play.start(
      build({
        elements: [start(), linkThrow('a', 'L'), linkThrow('b', 'L'), linkCatch('catch', 'L'), end()],
        flows: ['start -> a', 'start -> b', 'catch -> end'],
      }),
    );
    expect(play.completed.filter((element) => element === 'end')).toHaveLength(2);
  });
});
