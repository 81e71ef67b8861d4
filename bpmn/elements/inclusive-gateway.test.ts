import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import {
  end,
  exclusive,
  inclusive,
  linkCatch,
  linkThrow,
  parallel,
  pass,
  service,
  start,
  timerBoundary,
} from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const forkAndJoin = build({
  elements: [start(), inclusive('fork'), service('a'), service('b'), service('c'), inclusive('join'), end()],
  flows: [
    'start -> fork',
    'fork -> a [x > 0]',
    'fork -> b [x > 1]',
    'fork -> c [default]',
    'a -> join',
    'b -> join',
    'c -> join',
    'join -> end',
  ],
});

describe('inclusive gateway as a fork', () => {
  it('takes every flow whose condition holds', () => {
    expect(Play.start(forkAndJoin, { x: 2 }).active).toEqual(['a', 'b']);
  });

  it('takes the default when none holds, and only then', () => {
    expect(Play.start(forkAndJoin, { x: 0 }).active).toEqual(['c']);
  });

  it('stops with an incident when none holds and there is no default', () => {
    const definition = build({
      elements: [start(), inclusive('gw'), end()],
      flows: ['start -> gw', 'gw -> end [false]'],
    });
    expect(Play.start(definition).incidents).toEqual([['gw', 'CONDITION_ERROR']]);
  });

  it('asks its conditions again when the incident of a missing variable is resolved', () => {
    const play = Play.start(forkAndJoin);
    expect(play.incidents).toEqual([['fork', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ x: 10 });
    play.resolve();
    expect(play.active).toEqual(['a', 'b']);
  });
});

describe('inclusive gateway as a join', () => {
  it('waits for the tokens that can still arrive, and only for those', () => {
    const play = Play.start(forkAndJoin, { x: 2 });
    play.complete('b');
    expect(play.active).toEqual(['a']);
    play.complete('a');
    expect(play.completed.filter((element) => element === 'join')).toHaveLength(1);
    expect(play.state.status).toBe('completed');
  });

  it('does not wait where one branch was taken', () => {
    const play = Play.start(forkAndJoin, { x: 1 });
    play.complete('a');
    expect(play.state.status).toBe('completed');
  });

  it('waits for a path that starts at a boundary event', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          service('task'),
          timerBoundary('late', 'task', 'PT5S'),
          inclusive('join'),
          end(),
        ],
        flows: ['start -> fork', 'fork -> join', 'fork -> task', 'late -> join', 'join -> end'],
      }),
    );
    expect(play.active).toEqual(['task']);
    play.fire('late');
    expect(play.completed.filter((element) => element === 'join')).toHaveLength(1);
    expect(play.state.status).toBe('completed');
  });

  it('waits for a path that leads over a link', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          pass('a'),
          service('b'),
          linkThrow('out', 'L'),
          linkCatch('in', 'L'),
          inclusive('join'),
          end(),
        ],
        flows: ['start -> fork', 'fork -> a -> join', 'fork -> b -> out', 'in -> join', 'join -> end'],
      }),
    );
    expect(play.entered).not.toContain('join');
    play.complete('b');
    expect(play.completed.slice(-3)).toEqual(['join', 'end', 'process']);
  });

  it('waits while a token goes round in a loop that leads to it', () => {
    const play = Play.start(
      build({
        elements: [start(), parallel('fork'), pass('a'), service('b'), exclusive('x'), inclusive('join'), end()],
        flows: [
          'start -> fork',
          'fork -> a -> join',
          'fork -> b -> x',
          'x -> join [n > 1]',
          'x -> b [n <= 1]',
          'join -> end',
        ],
      }),
      { n: 1 },
    );
    play.complete('b');
    expect(play.active).toEqual(['b']);
    expect(play.entered).not.toContain('join');
    play.complete('b', { n: 2 });
    expect(play.completed.filter((element) => element === 'join')).toHaveLength(1);
  });

  it('does not wait for a token that can only arrive where one has arrived already', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          pass('a'),
          service('b'),
          exclusive('merge'),
          service('never'),
          inclusive('join'),
          service('after'),
        ],
        flows: [
          'start -> fork',
          'fork -> a -> merge',
          'fork -> b -> merge',
          'merge -> join',
          'never -> join',
          'join -> after',
        ],
      }),
    );
    expect(play.active).toEqual(['b', 'after']);
    play.complete('b');
    expect(play.active).toEqual(['after', 'after']);
  });
});
