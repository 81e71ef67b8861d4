import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const definition = build({
  elements: [
    start(),
    sub(
      's',
      { elements: [start('in'), service('a'), service('b'), end('out')], flows: ['in -> a -> out', 'in -> b -> out'] },
      { inputs: { y: '=x.y' }, outputs: { z: '=y' } },
    ),
    end(),
  ],
  flows: ['start -> s -> end'],
});

describe('sub-process', () => {
  it('completes when nothing is alive inside', () => {
    const play = Play.start(definition, { x: { y: 1 } });
    play.complete('a');
    expect(play.active).toEqual(['s', 'b']);
    play.complete('b');
    expect(play.completed.slice(-3)).toEqual(['s', 'end', 'process']);
  });

  it('is a scope of its own for variables: inputs live in it, only outputs leave it', () => {
    const play = Play.start(definition, { x: { y: 2 } });
    expect(play.visible('a')).toEqual({ x: { y: 2 }, y: 2 });
    play.complete('a', { y: 5 });
    play.complete('b', { extra: 1 });
    expect(play.variables).toEqual({ x: { y: 2 }, z: 5, extra: 1 });
    expect(play.effects).toContainEqual({ type: 'scope.closed', scope: 'e3' });
  });
});
