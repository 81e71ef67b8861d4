import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, service, start, sub } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';
import type { Variables } from '../messages.js';
import { initialState } from '../state/state.js';
import { visibleVariables } from './variables.js';

const nested = build({
  elements: [
    start(),
    sub(
      's',
      { elements: [start('in'), service('work', { inputs: { own: '=1' } }), end('out')], flows: ['in -> work -> out'] },
      { inputs: { near: '=1' } },
    ),
    service('after'),
  ],
  flows: ['start -> s -> after'],
});

describe('variables', () => {
  it('that a worker returns go to the nearest scope that has them, else to the process', () => {
    const play = Play.start(nested, { far: 1 });
    play.complete('work', { own: 2, near: 2, far: 2, fresh: 2 });
    expect(play.variables).toEqual({ far: 2, fresh: 2 });
    const set = play.last?.effects.filter((effect) => effect.type === 'variable.set');
    expect(set).toEqual([
      { type: 'variable.set', scope: 'e5', name: 'own', value: 2 },
      { type: 'variable.set', scope: 'e3', name: 'near', value: 2 },
      { type: 'variable.set', scope: 'e1', name: 'far', value: 2 },
      { type: 'variable.set', scope: 'e1', name: 'fresh', value: 2 },
    ]);
  });

  it('are seen nearest first', () => {
    const play = Play.start(nested, { near: 0, far: 0 });
    expect(visibleVariables(play.state, 'e5')).toEqual({ near: 1, far: 0, own: 1 });
    expect(visibleVariables(play.state, 'e99')).toEqual({});
    expect(visibleVariables(initialState, 'e1')).toEqual({});
  });

  it('can be set in one scope only, or where they belong', () => {
    const play = Play.start(nested, { far: 1 });
    play.apply({ type: 'variables.set', scope: 'e3', local: true, variables: { far: 2 } });
    expect(play.state.variables).toMatchObject({ e1: { far: 1 }, e3: { near: 1, far: 2 } });
    play.apply({ type: 'variables.set', scope: 'e5', local: false, variables: { far: 3 } });
    expect(play.state.variables).toMatchObject({ e1: { far: 1 }, e3: { far: 3 } });
  });

  it('cannot be set in a scope that is not alive', () => {
    const play = Play.start(nested);
    expect(play.apply({ type: 'variables.set', scope: 'e99', local: true, variables: {} })).toMatchObject({
      outcome: 'rejected',
      code: 'not-found',
    });
  });

  it('are told to the outside only when they change', () => {
    const play = Play.start(nested, { far: 1 });
    play.apply({ type: 'variables.set', scope: 'e1', local: true, variables: { far: 1, other: 1 } });
    expect(play.last?.effects).toEqual([{ type: 'variable.set', scope: 'e1', name: 'other', value: 1 }]);
  });

  it('may have the names of what every JavaScript object has', () => {
    const tricky = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}') as Variables;
    const play = Play.start(
      build({ elements: [start(), service('work', { inputs: { seen: '=constructor' } })], flows: ['start -> work'] }),
      tricky,
    );
    expect(JSON.stringify(play.state.variables['e1'])).toBe(
      '{"__proto__":{"polluted":true},"constructor":1,"toString":2}',
    );
    expect(play.state.variables['e3']).toEqual({ seen: 1 });
    expect(Object.keys(visibleVariables(play.state, 'e3'))).toEqual(['__proto__', 'constructor', 'toString', 'seen']);
    expect('polluted' in {}).toBe(false);
  });
});
