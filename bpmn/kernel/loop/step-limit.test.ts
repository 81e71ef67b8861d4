import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { createFeelEvaluator } from '../../../feel/index.js';
import { end, exclusive, parallel, pass, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';
import { createKernel } from '../create-kernel.js';

const kernel = createKernel({ evaluate: createFeelEvaluator(), limits: { commandsPerInput: 100 } });

describe('the limit of internal commands per input', () => {
  it('stops the token of an endless loop with an incident; resolving lets it run for another while', () => {
    const play = Play.start(
      build({ elements: [start(), exclusive('x'), pass('p')], flows: ['start -> x -> p -> x'] }),
      {},
      kernel,
    );
    expect(play.incidents.map(([, type]) => type)).toEqual(['STEP_LIMIT_EXCEEDED']);
    expect(play.journal.length).toBeLessThan(200);
    play.resolve();
    expect(play.incidents.map(([, type]) => type)).toEqual(['STEP_LIMIT_EXCEEDED']);
  });

  it('stops every token of a loop that multiplies them, and a cancel ends them all', () => {
    const play = Play.start(
      build({ elements: [start(), exclusive('x'), parallel('f')], flows: ['start -> x -> f', 'f -> x', 'f -> x'] }),
      {},
      kernel,
    );
    expect(play.incidents.length).toBeGreaterThan(5);
    expect(new Set(play.incidents.map(([, type]) => type))).toEqual(new Set(['STEP_LIMIT_EXCEEDED']));
    play.apply({ type: 'cancel' });
    expect(play.state).toMatchObject({ status: 'terminated', instances: {} });
  });

  it('counts for each input anew', () => {
    const play = Play.start(
      build({
        elements: [start(), exclusive('x'), service('wait'), exclusive('more'), end()],
        flows: ['start -> x -> wait -> more', 'more -> x [n < 100]', 'more -> end [default]'],
      }),
      { n: 0 },
      kernel,
    );
    for (let n = 1; n <= 100; n += 1) play.complete('wait', { n });
    expect(play.state.status).toBe('completed');
  });
});
