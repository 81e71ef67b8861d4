import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, messageBoundary, pass, script, service, start, sub, type Loop } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

const looping = (multi: Loop, more = {}) =>
  build({ elements: [start(), service('work', { multi, ...more }), end()], flows: ['start -> work -> end'] });
const collecting = { items: '=items', element: 'item', results: 'results', result: '=result' };
const iterations = (play: Play) => play.instances('work').filter(({ role }) => role === 'iteration');

describe('parallel multi-instance', () => {
  it('runs all iterations inside a body, each with its item and its number', () => {
    const play = Play.start(looping({ items: '=items', element: 'item' }), { items: ['a', 'b'] });
    expect(play.instances('work').map(({ role }) => role)).toEqual(['body', 'iteration', 'iteration']);
    expect(iterations(play).map(({ key }) => play.state.variables[key])).toEqual([
      { item: 'a', loopCounter: 1 },
      { item: 'b', loopCounter: 2 },
    ]);
    expect(play.journal.filter((entry) => entry.type === 'entered' && entry.element === 'work')).toMatchObject([
      { role: 'body', scope: 'e1' },
      { role: 'iteration', scope: 'e3' },
      { role: 'iteration', scope: 'e3' },
    ]);
  });

  it('collects results in the order of the items, whatever order they come in', () => {
    const play = Play.start(looping(collecting), { items: [1, 2, 3] });
    for (const [counter, result] of [
      [2, 'b'],
      [3, 'c'],
      [1, 'a'],
    ]) {
      const open = play
        .open('work')
        .find(({ instance }) => play.state.variables[instance.key]?.['loopCounter'] === counter);
      play.apply({ type: 'job.completed', key: open?.key ?? 'j0', variables: { result: result ?? null } });
    }
    expect(play.variables).toEqual({ items: [1, 2, 3], results: ['a', 'b', 'c'] });
  });

  it('takes its flow once, when all iterations have ended', () => {
    const play = Play.start(looping({ items: '=[1, 2, 3]' }));
    play.complete('work');
    play.complete('work');
    expect(play.flows).toEqual(['start_work']);
    play.complete('work');
    expect(play.flows).toEqual(['start_work', 'work_end']);
    expect(play.completed.filter((element) => element === 'work')).toHaveLength(3);
  });

  it('ends the others when its completion condition is met; their results stay null', () => {
    const play = Play.start(looping({ ...collecting, result: '=item', until: '=numberOfCompletedInstances = 2' }), {
      items: [10, 20, 30],
    });
    play.complete('work');
    expect(play.state.status).toBe('active');
    play.complete('work');
    expect(play.terminated).toEqual(['work']);
    expect(play.last?.effects).toContainEqual({
      type: 'job.close',
      key: expect.stringMatching(/^j/) as unknown as string,
      how: 'cancelled',
    });
    expect(play.variables).toEqual({ items: [10, 20, 30], results: [10, 20, null] });
  });

  it('counts its iterations for the completion condition', () => {
    const counts =
      '={all: numberOfInstances, active: numberOfActiveInstances, completed: numberOfCompletedInstances, terminated: numberOfTerminatedInstances} = seen';
    const play = Play.start(looping({ items: '=[1, 2, 3]', until: counts }), {
      seen: { all: 3, active: 1, completed: 2, terminated: 0 },
    });
    play.complete('work');
    expect(play.state.status).toBe('active');
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('completes at once when there are no items', () => {
    const play = Play.start(looping(collecting), { items: [] });
    expect(play.entered.filter((element) => element === 'work')).toEqual([]);
    expect(play.variables).toEqual({ items: [], results: [] });
  });

  it.each([
    ['missing', undefined],
    ['a text', 'abc'],
    ['a number', 3],
  ])('stops with an incident when the items are %s', (_what, items) => {
    const play = Play.start(looping(collecting), items === undefined ? {} : { items });
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ items: [1] });
    play.resolve();
    expect(iterations(play)).toHaveLength(1);
  });

  it('maps inputs and outputs in each iteration; outputs stay there for the result', () => {
    const play = Play.start(
      looping(
        { ...collecting, result: '=double' },
        { inputs: { n: '=item + loopCounter' }, outputs: { double: '=n * 2' } },
      ),
      { items: [10, 20], double: 'outside' },
    );
    play.complete('work', { noise: 1 });
    play.complete('work', { noise: 1 });
    expect(play.variables).toEqual({ items: [10, 20], double: 'outside', results: [22, 44] });
  });

  it('shows the results so far to expressions, under the name of the output collection', () => {
    const play = Play.start(looping({ ...collecting, until: '=count(results[item != null]) = 2' }), {
      items: [1, 2, 3],
    });
    play.complete('work', { result: 'a' });
    play.complete('work', { result: 'b' });
    expect(play.variables).toMatchObject({ results: ['a', 'b', null] });
  });

  it('stops an iteration with an incident when its result cannot be evaluated, and waits for it', () => {
    const play = Play.start(looping({ ...collecting, result: '=number(item' }), { items: [1, 2] });
    play.complete('work');
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    play.complete('work');
    expect(play.incidents).toHaveLength(2);
    expect(play.state.status).toBe('active');
  });

  it('has its boundary events on the body: one for all iterations', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          service('work', { multi: { items: '=[1, 2]' } }),
          messageBoundary('stop', 'work', 'm', 'k'),
          end(),
        ],
        flows: ['start -> work', 'stop -> end'],
      }),
    );
    expect(play.open('stop').map(({ instance }) => instance.role)).toEqual(['body']);
    play.receive('stop');
    expect(play.terminated).toEqual(['work', 'work']);
    expect(play.state.status).toBe('completed');
  });

  it('gives each iteration of a sub-process its own scope', () => {
    const inside = { elements: [start('in'), service('work'), end('out')], flows: ['in -> work -> out'] };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside, { multi: { items: '=[1, 2, 3]', element: 'n' } }), end()],
        flows: ['start -> s -> end'],
      }),
    );
    expect(play.active).toEqual(['s', 's', 's', 's', 'work', 'work', 'work']);
    play.complete('work');
    play.complete('work');
    play.complete('work');
    expect(play.completed.filter((element) => element === 's')).toHaveLength(3);
    expect(play.state.status).toBe('completed');
  });

  it('passes through many iterations that wait for nothing', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          script('square', '=n * n', 'r', {
            multi: { items: '=for i in 1..500 return i', element: 'n', results: 'rs', result: '=r' },
          }),
          end(),
        ],
        flows: ['start -> square -> end'],
      }),
    );
    expect(play.state.status).toBe('completed');
    expect((play.variables['rs'] as number[])[499]).toBe(250_000);
  });
});

describe('sequential multi-instance', () => {
  it('runs one iteration after the other, with the items as they were at the start', () => {
    const play = Play.start(looping({ ...collecting, sequential: true }), { items: [10, 20] });
    expect(play.visible('work')).toMatchObject({ item: 10, loopCounter: 1 });
    play.setVariables({ items: [] });
    play.complete('work', { result: 11 });
    expect(iterations(play)).toHaveLength(1);
    expect(play.visible('work')).toMatchObject({ item: 20, loopCounter: 2 });
    play.complete('work', { result: 22 });
    expect(play.variables).toEqual({ items: [], results: [11, 22] });
  });

  it('begins no further one when its completion condition is met, which sees the variables of the iteration', () => {
    const play = Play.start(looping({ ...collecting, sequential: true, until: '=item = 20' }), { items: [10, 20, 30] });
    play.complete('work', { result: 1 });
    play.complete('work', { result: 2 });
    expect(play.entered.filter((element) => element === 'work')).toHaveLength(2);
    expect(play.variables).toMatchObject({ results: [1, 2, null] });
  });

  it('counts the iterations created so far', () => {
    const play = Play.start(
      looping({
        items: '=[1, 2, 3]',
        sequential: true,
        until: '=numberOfInstances = 2 and numberOfCompletedInstances = 2 and numberOfActiveInstances = 0',
      }),
    );
    play.complete('work');
    expect(play.state.status).toBe('active');
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('takes no items and leaves an empty list', () => {
    expect(Play.start(looping({ ...collecting, sequential: true }), { items: [] }).variables).toEqual({
      items: [],
      results: [],
    });
  });

  it('runs through a long list without recursion', () => {
    const play = Play.start(
      build({
        elements: [start(), pass('p', { multi: { items: '=for i in 1..3000 return i', sequential: true } }), end()],
        flows: ['start -> p -> end'],
      }),
    );
    expect(play.completed.filter((element) => element === 'p')).toHaveLength(3000);
  });
});
