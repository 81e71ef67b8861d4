import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventSub, messageStart, service, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const definition = build({
  elements: [
    start(),
    service('work', { inputs: { mine: '=1' } }),
    end(),
    eventSub('aside', { elements: [messageStart('asked', 'm', 'k'), end('done')], flows: ['asked -> done'] }),
  ],
  flows: ['start -> work -> end'],
});

describe('process', () => {
  it('ends with its variables, and nothing of it is left', () => {
    const play = Play.start(definition, { a: 1 });
    play.complete('work', { b: 2 });
    expect(play.last?.effects.at(-1)).toEqual({
      type: 'ended',
      how: { status: 'completed', variables: { a: 1, b: 2 } },
    });
    expect(play.state).toEqual({
      schema: 1,
      status: 'completed',
      sequence: play.state.sequence,
      instances: {},
      parked: {},
      variables: {},
    });
  });

  it('is cancelled from inside out, and takes back what it had asked for', () => {
    const play = Play.start(definition);
    play.apply({ type: 'cancel' });
    expect(play.terminated).toEqual(['work', 'process']);
    expect(play.last?.effects.map(({ type }) => type)).toEqual([
      'job.close',
      'scope.closed',
      'subscription.close',
      'ended',
    ]);
    expect(play.last?.effects.at(-1)).toEqual({ type: 'ended', how: { status: 'terminated' } });
    expect(play.state.status).toBe('terminated');
  });
});
