import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { messageEnd, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('message end event', () => {
  it('ends once a worker has sent the message', () => {
    const play = Play.start(build({ elements: [start(), messageEnd('tell')], flows: ['start -> tell'] }));
    expect(play.active).toEqual(['tell']);
    play.complete('tell');
    expect(play.completed).toEqual(['start', 'tell', 'process']);
  });
});
