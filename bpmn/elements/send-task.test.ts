import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, send, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('send task', () => {
  it('opens a job like a service task and goes on when a worker has sent', () => {
    const play = Play.start(build({ elements: [start(), send('mail'), end()], flows: ['start -> mail -> end'] }));
    expect(play.open('mail')[0]?.wait).toMatchObject({ kind: 'job', job: { type: 'mail' } });
    play.complete('mail', { sent: true });
    expect(play.variables).toEqual({ sent: true });
  });
});
