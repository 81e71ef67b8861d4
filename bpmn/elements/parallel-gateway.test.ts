import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, exclusive, parallel, pass, service, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('parallel gateway', () => {
  it('forks, and takes one token from each incoming flow to go on once', () => {
    const definition = build({
      elements: [start(), parallel('fork'), service('a'), service('b'), parallel('join'), end()],
      flows: ['start -> fork', 'fork -> a -> join', 'fork -> b -> join', 'join -> end'],
    });
    const play = Play.start(definition);
    play.complete('a');
    expect(play.active).toEqual(['b']);
    play.complete('b');
    expect(play.entered.filter((element) => element === 'join')).toHaveLength(1);
    expect(play.state.status).toBe('completed');
  });

  const surplus = build({
    elements: [
      start(),
      parallel('fork'),
      exclusive('merge'),
      pass('x'),
      pass('y'),
      service('b'),
      parallel('join'),
      service('after'),
    ],
    flows: [
      'start -> fork',
      'fork -> x -> merge',
      'fork -> y -> merge',
      'fork -> b -> join',
      'merge -> join',
      'join -> after',
    ],
  });

  it('leaves a surplus token parked: two tokens on one flow do not open the join', () => {
    const play = Play.start(surplus);
    expect(play.state.parked).toEqual({ e1: { merge_join: 2 } });
    play.complete('b');
    expect(play.state.parked).toEqual({ e1: { merge_join: 1, b_join: 0 } });
    expect(play.active).toEqual(['after']);
  });

  it('stops the scope with an incident when a token is left over at the end; resolving drops it', () => {
    const play = Play.start(surplus);
    play.complete('b');
    play.complete('after');
    expect(play.incidents).toEqual([['process', 'TOKEN_LEFT_OVER']]);
    expect(play.state.instances['e1']?.incident?.message).toContain('join');
    play.resolve();
    expect(play.state).toMatchObject({ status: 'completed', parked: {}, instances: {} });
  });

  it('waits for ever when it never gets all its tokens, as in Camunda: no incident', () => {
    const definition = build({
      elements: [start(), exclusive('x'), pass('a'), pass('b'), parallel('join'), end()],
      flows: ['start -> x', 'x -> a [true]', 'x -> b [default]', 'a -> join', 'b -> join', 'join -> end'],
    });
    const play = Play.start(definition);
    expect(play.state).toMatchObject({ status: 'active', parked: { e1: { a_join: 1 } } });
    expect(play.incidents).toEqual([]);
  });
});
