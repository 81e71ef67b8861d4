import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { createFeelEvaluator, type Evaluator } from '../../feel/index.js';
import { end, service, start } from '../test-support/elements.js';
import { frozen, Play } from '../test-support/play.js';
import { createKernel } from './create-kernel.js';
import { initialState, type InstanceState, type Key } from './state/state.js';

const kernel = createKernel({ evaluate: createFeelEvaluator() });
const definition = build({
  elements: [start(), service('work', { multi: { items: '=items', results: 'rs', result: '=r' } }), end()],
  flows: ['start -> work -> end'],
});
const started = (): InstanceState =>
  frozen(
    kernel.step(definition, frozen(initialState), { at: 0, type: 'start', variables: { items: [1, 2, 3] } }).state,
  );
const jobs = (state: InstanceState) =>
  Object.values(state.instances).flatMap(({ waits }) => Object.keys(waits ?? {})) as Key[];

describe('session', () => {
  it('does not open a state whose layout it does not know', () => {
    const other = { ...started(), schema: 2 } as unknown as InstanceState;
    expect(() => kernel.open(definition, other)).toThrow('schema 2');
  });

  it('leads to the same state, effects and journal as single steps', () => {
    const session = kernel.open(definition, started());
    let state = started();
    for (const key of jobs(state)) {
      const input = { at: 0, type: 'job.completed', key, variables: { r: key } } as const;
      const { state: next, ...result } = kernel.step(definition, state, input);
      expect(session.apply(input)).toEqual(result);
      state = next;
      expect(session.close()).toEqual(state);
    }
    expect(state.status).toBe('completed');
  });

  it('gives out states that later inputs do not touch', () => {
    const session = kernel.open(definition, started());
    const [first = 'j0', second = 'j0'] = jobs(started());
    session.apply({ at: 0, type: 'job.completed', key: first, variables: { r: 1, x: 1 } });
    const before = session.close();
    const text = JSON.stringify(before);
    session.apply({ at: 0, type: 'job.completed', key: second, variables: { r: 2, x: 2 } });
    expect(JSON.stringify(before)).toBe(text);
    expect(session.close()).not.toEqual(before);
  });

  it('fills a list of results in place, but never one that an expression has seen', () => {
    const lookingUp: Evaluator = {
      evaluate: ({ source }, variable) => ({ ok: true, value: variable(source) ?? null, warnings: [] }),
      check: () => undefined,
    };
    const multi = { items: '=items', results: 'rs', result: '=r' };
    const session = createKernel({ evaluate: lookingUp }).open(
      build({
        elements: [start(), service('work', { multi, outputs: { seen: '=rs', r: '=r' } })],
        flows: ['start -> work'],
      }),
      initialState,
    );
    const begun = session.apply({ at: 0, type: 'start', variables: { items: [1, 2, 3] } });
    const seen = begun.effects
      .flatMap((effect) => (effect.type === 'job.open' ? [effect.key] : []))
      .map((key) => session.apply({ at: 0, type: 'job.completed', key, variables: { r: key } }))
      .map(({ effects }) => effects.find((effect) => effect.type === 'variable.set' && effect.name === 'seen'));
    expect(seen).toMatchObject([
      { value: [null, null, null] },
      { value: ['j5', null, null] },
      { value: ['j5', 'j7', null] },
    ]);
  });

  it('gives the given state back when nothing has changed', () => {
    const state = started();
    const session = kernel.open(definition, state);
    expect(session.apply({ at: 0, type: 'incident.resolved', key: 'i77' }).outcome).toBe('rejected');
    expect(session.close()).toBe(state);
  });
});

describe('inputs that do not fit the state', () => {
  it('are rejected before the start, all but the start itself', () => {
    const play = new Play(definition);
    for (const fact of [
      { type: 'cancel' },
      { type: 'incident.resolved', key: 'i1' },
      { type: 'job.completed', key: 'j1', variables: {} },
    ] as const) {
      expect(play.apply(fact)).toMatchObject({ outcome: 'rejected', code: 'wrong-state', effects: [], journal: [] });
    }
  });

  it('are rejected when an instance is started twice or cancelled after its end', () => {
    const play = Play.start(definition, { items: [] });
    expect(play.apply({ type: 'start', variables: {} })).toMatchObject({ outcome: 'rejected', code: 'wrong-state' });
    expect(play.apply({ type: 'cancel' })).toMatchObject({ outcome: 'rejected', code: 'wrong-state' });
  });

  it('are superseded when they answer what is no longer waited for', () => {
    const play = Play.start(definition, { items: [1, 2] });
    const key = play.key('work', 'job');
    play.complete('work');
    const before = play.state;
    expect(play.apply({ type: 'job.completed', key, variables: {} })).toMatchObject({
      outcome: 'superseded',
      effects: [],
      journal: [],
    });
    expect(play.state).toEqual(before);
  });

  it('are rejected when they answer what was never asked, or in the wrong way', () => {
    const play = Play.start(definition, { items: [1] });
    expect(play.apply({ type: 'job.completed', key: 'j99', variables: {} })).toMatchObject({
      outcome: 'rejected',
      code: 'not-found',
    });
    expect(play.apply({ type: 'task.completed', key: play.key('work', 'job'), variables: {} })).toMatchObject({
      outcome: 'rejected',
      code: 'invalid-argument',
    });
  });
});
