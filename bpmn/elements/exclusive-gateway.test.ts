import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, exclusive, parallel, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const choice = (...flows: string[]) =>
  build({ elements: [start(), exclusive('which'), end('a'), end('b'), end('c')], flows: ['start -> which', ...flows] });

describe('exclusive gateway', () => {
  it('takes the first flow whose condition holds, in the order of the flows', () => {
    const definition = choice('which -> a [x > 5]', 'which -> b [x > 1]', 'which -> c [x > 0]');
    expect(Play.start(definition, { x: 3 }).completed).toContain('b');
    expect(Play.start(definition, { x: 3 }).flows).toEqual(['start_which', 'which_b']);
  });

  it('takes the default flow when nothing else holds, wherever it is declared', () => {
    const definition = choice('which -> a [default]', 'which -> b [x > 1]');
    expect(Play.start(definition, { x: 0 }).completed).toContain('a');
    expect(Play.start(definition, { x: 2 }).completed).toContain('b');
  });

  it('stops with an incident when no condition holds and there is no default; resolving asks again', () => {
    const play = Play.start(choice('which -> a [x > 1]'), { x: 0 });
    expect(play.incidents).toEqual([['which', 'CONDITION_ERROR']]);
    play.resolve();
    expect(play.incidents).toEqual([['which', 'CONDITION_ERROR']]);
    play.setVariables({ x: 2 });
    play.resolve();
    expect(play.state.status).toBe('completed');
  });

  it('stops with an incident when a condition is not boolean', () => {
    const play = Play.start(choice('which -> a [missing > 1]', 'which -> b [default]'));
    expect(play.incidents).toEqual([['which', 'EXTRACT_VALUE_ERROR']]);
  });

  it.each([
    ['a text with a number', 'x >= 100', '99'],
    ['a date with a text', 'date(x) > x', '2024-01-01'],
    ['a date with a date and time', 'date(x) > date and time("2023-01-01T00:00:00Z")', '2024-01-01'],
  ])('stops with an incident that names the expression when it compares %s, until that is fixed', (_, condition, x) => {
    const play = Play.start(choice(`which -> a [${condition}]`, 'which -> b [default]'), { x });
    expect(play.incidents).toEqual([['which', 'EXTRACT_VALUE_ERROR']]);
    expect(play.last?.effects).toContainEqual(
      expect.objectContaining({
        type: 'incident.raise',
        message: `Expression '${condition}' should give true or false, but gave null`,
      }),
    );
    play.setVariables({ x: 199 });
    play.resolve();
    expect(play.incidents).toEqual(condition.startsWith('x') ? [] : [['which', 'EXTRACT_VALUE_ERROR']]);
    if (condition.startsWith('x')) expect(play.completed).toContain('a');
  });

  it('lets every token through, it never joins', () => {
    const definition = build({
      elements: [start(), parallel('fork'), exclusive('merge'), end()],
      flows: ['start -> fork', 'fork -> merge', 'fork -> merge', 'merge -> end'],
    });
    expect(Play.start(definition).completed.filter((element) => element === 'end')).toHaveLength(2);
  });
});
