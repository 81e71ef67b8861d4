import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from '../expressions/feel.js';
import { build } from '../test-support/build.js';
import { end, messageStart, timerStart } from '../test-support/elements.js';
import { eventStarts, nextTurn } from './event-starts.js';

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

describe('nextTurn', () => {
  it('counts from when the turn was due, without the start of the first, until the last', () => {
    const first = { kind: 'cycle', value: 'PT1H', start: '2025-01-01T06:00:00Z', repetitions: 2, from: at } as const;
    const second = nextTurn(first, at + 1);
    expect(second).toEqual({ kind: 'cycle', value: 'PT1H', repetitions: 1, from: at + 1 });
    expect(nextTurn(second!, at + 2)).toBeUndefined();
  });

  it('goes on without end where no number of turns is given', () => {
    expect(nextTurn({ kind: 'cycle', value: 'PT1H', repetitions: null, from: at }, at + 1)?.repetitions).toBeNull();
    expect(nextTurn({ kind: 'duration', value: 'PT1H', from: at }, at + 1)).toBeUndefined();
  });
});
