import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import {
  call,
  end,
  errorBoundary,
  errorStart,
  eventSub,
  messageBoundary,
  start,
  sub,
} from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const calling = (options: Parameters<typeof call>[2] = {}, processId = 'child') =>
  build({
    elements: [
      start(),
      call('call', processId, options),
      end(),
      messageBoundary('stop', 'call', 'm', 'k'),
      end('stopped'),
    ],
    flows: ['start -> call -> end', 'stop -> stopped'],
  });

const child = (play: Play) => {
  const wait = play.open('call')[0]?.wait;
  return wait?.kind === 'child' ? wait.child : undefined;
};

describe('call activity', () => {
  it('starts the called process with all visible variables and its own', () => {
    const play = Play.start(calling({ inputs: { y: '=x' } }), { x: 1 });
    expect(child(play)).toEqual({
      processId: 'child',
      binding: 'latest',
      variables: { x: 1, y: 1 },
      caught: { all: false, codes: [] },
    });
    expect(play.effects.at(-1)?.type).toBe('child.start');
  });

  it('starts it with its own variables only, where the model says so', () => {
    const play = Play.start(calling({ inputs: { y: '=x' }, propagateAllParentVariables: false }), { x: 1 });
    expect(child(play)?.variables).toEqual({ y: 1 });
  });

  it('takes over all variables of the child', () => {
    const play = Play.start(calling());
    play.apply({ type: 'child.completed', key: play.key('call', 'child'), variables: { r: 1 } });
    expect(play.variables).toEqual({ r: 1 });
  });

  it('takes over only what output mappings pick; they win over taking all', () => {
    const play = Play.start(calling({ outputs: { r: '=x' } }));
    play.apply({ type: 'child.completed', key: play.key('call', 'child'), variables: { x: 1, y: 2 } });
    expect(play.variables).toEqual({ r: 1 });
  });

  it('takes over nothing where the model says so', () => {
    const play = Play.start(calling({ propagateAllChildVariables: false }));
    play.apply({ type: 'child.completed', key: play.key('call', 'child'), variables: { x: 1 } });
    expect(play.variables).toEqual({});
    expect(play.state.status).toBe('completed');
  });

  it.each([
    ['cannot be started', { type: 'child.failed', message: 'unknown' } as const],
    ['was cancelled', { type: 'child.terminated' } as const],
  ])('stops with an incident when the child %s; resolving asks for a new one', (_what, fact) => {
    const play = Play.start(calling({}, '=id'), { id: 'nobody' });
    const first = play.key('call', 'child');
    play.apply({ ...fact, key: first });
    expect(play.incidents).toEqual([['call', 'CALLED_ELEMENT_ERROR']]);
    expect(play.open().map(({ wait }) => wait.for)).toEqual(['stop']);
    play.setVariables({ id: 'somebody' });
    play.resolve();
    expect(child(play)?.processId).toBe('somebody');
    expect(play.key('call', 'child')).not.toBe(first);
    expect(play.open('stop')).toHaveLength(1);
  });

  it('stays in an incident when asking once more fails, and can be resolved again', () => {
    const play = Play.start(calling({}, '=id'), { id: 'nobody' });
    play.apply({ type: 'child.terminated', key: play.key('call', 'child') });
    play.setVariables({ id: null });
    play.resolve();
    expect(play.incidents).toEqual([['call', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ id: 'x' });
    play.resolve();
    expect(child(play)?.processId).toBe('x');
  });

  it('cancels the child when it is interrupted', () => {
    const play = Play.start(calling());
    const key = play.key('call', 'child');
    play.receive('stop');
    expect(play.last?.effects).toContainEqual({ type: 'child.cancel', key });
    expect(play.completed).toContain('stopped');
    expect(play.apply({ type: 'child.completed', key, variables: {} }).outcome).toBe('superseded');
  });

  it('tells the child which errors are caught around it, and throws what the child ends with', () => {
    const inside = {
      elements: [start('in'), call('call', 'child'), errorBoundary('near', 'call', 'A'), end('a')],
      flows: ['in -> call', 'near -> a'],
    };
    const definition = build({
      elements: [
        start(),
        sub('s', inside),
        errorBoundary('far', 's', 'B'),
        end('b'),
        eventSub('aside', { elements: [errorStart('any'), end('c')], flows: ['any -> c'] }),
      ],
      flows: ['start -> s', 'far -> b'],
    });
    const play = new Play(definition);
    play.apply({ type: 'start', variables: {}, caught: { all: false, codes: ['C'] } });
    expect(child(play)?.caught).toEqual({ all: true, codes: ['C', 'A', 'B'] });
    play.apply({ type: 'child.errored', key: play.key('call', 'child'), code: 'B', message: '', variables: { v: 1 } });
    expect(play.completed).toEqual(['start', 'in', 'far', 'b', 'process']);
    expect(play.variables).toEqual({ v: 1 });
  });

  it('stops with an incident when the error of its child is not caught any more', () => {
    const play = Play.start(calling());
    play.apply({ type: 'child.errored', key: play.key('call', 'child'), code: 'B', message: '', variables: {} });
    expect(play.incidents).toEqual([['call', 'UNHANDLED_ERROR_EVENT']]);
    play.resolve();
    expect(child(play)).toBeDefined();
  });
});
