import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, noneThrow, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('none throw event', () => {
  it('marks that a point has been reached', () => {
    const play = Play.start(build({ elements: [start(), noneThrow('half'), end()], flows: ['start -> half -> end'] }));
    expect(play.completed).toEqual(['start', 'half', 'end', 'process']);
  });
});
