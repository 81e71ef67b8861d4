import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, manual, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('manual task', () => {
  it('passes through', () => {
    const play = Play.start(build({ elements: [start(), manual('phone'), end()], flows: ['start -> phone -> end'] }));
    expect(play.completed).toEqual(['start', 'phone', 'end', 'process']);
  });
});
