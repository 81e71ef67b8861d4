import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, inclusive, messageBoundary, parallel, service, start, sub } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#4400: interrupting while a token waits at a join', () => {
  it.each([parallel, inclusive])('lets the parked tokens die with their scope', (gateway) => {
    const inside = {
      elements: [start('in'), service('a'), service('b'), gateway('join'), end('out')],
      flows: ['in -> a -> join', 'in -> b -> join', 'join -> out'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), messageBoundary('stop', 's', 'm', 'k'), end(), end('stopped')],
        flows: ['start -> s -> end', 'stop -> stopped'],
      }),
    );
    play.complete('a');
    play.receive('stop');
    expect(play.state).toMatchObject({ status: 'completed', parked: {}, instances: {} });
    expect(play.completed).toContain('stopped');
  });
});
