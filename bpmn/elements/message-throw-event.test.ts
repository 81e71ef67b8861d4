import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, messageThrow, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('message throw event', () => {
  it('goes on once a worker has sent the message', () => {
    const play = Play.start(
      build({ elements: [start(), messageThrow('tell'), end()], flows: ['start -> tell -> end'] }),
    );
    play.complete('tell', { x: 1 });
    expect(play.completed).toEqual(['start', 'tell', 'end', 'process']);
  });

  it('blocks its job behind an incident when no retries are left', () => {
    const play = Play.start(build({ elements: [start(), messageThrow('tell')], flows: ['start -> tell'] }));
    play.apply({ type: 'job.failed', key: play.key('tell', 'job'), message: 'no route' });
    expect(play.incidents).toEqual([['tell', 'JOB_NO_RETRIES']]);
  });
});
