import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from '../../feel/index.js';
import { build } from '../test-support/build.js';
import { end, messageStart, timerStart } from '../test-support/elements.js';
import { eventStarts } from './event-starts.js';

const evaluator = createFeelEvaluator();
const at = Date.UTC(2025, 0, 1);

describe('eventStarts', () => {
  it('finds the names of messages and the first turn of timers', () => {
    const definition = build({
      elements: [messageStart('asked', 'ask'), timerStart('nightly', 'R3/PT1H'), end()],
      flows: ['asked -> end', 'nightly -> end'],
    });
    expect(eventStarts(definition, evaluator, at)).toEqual({
      messages: [{ element: 'asked', name: 'ask' }],
      timers: [{ element: 'nightly', request: { kind: 'cycle', from: at, value: 'PT1H', repetitions: 3 } }],
    });
  });

  it('finds nothing in a timer that never fires', () => {
    const definition = build({ elements: [timerStart('never', 'R0/PT1H'), end()], flows: ['never -> end'] });
    expect(eventStarts(definition, evaluator, at).timers).toEqual([]);
  });
});
