import { describe, expect, it } from '@jest/globals';
import { nextTurn, type TimerRequest } from '../../bpmn/index.js';
import { Random } from '../../bpmn/test-support/random.js';
import { dueInstant } from './due.js';

const MINUTE = 60_000;
const deployed = Date.parse('2030-01-15T08:00:00Z');
/** Intervals with their length in minutes, about. */
const intervals = [
  ['PT15M', 15],
  ['PT7M', 7],
  ['P1D', 1_440],
  ['P1W', 10_080],
  ['P1M', 43_800],
  ['P1Y', 525_600],
  ['0 0/20 * * * *', 20],
  ['@daily', 1_440],
] as const;
const starts = [
  undefined,
  '2030-01-13T00:00:00Z',
  '2029-12-31T03:10:00+03:00[Europe/Moscow]',
  '2030-01-15T08:00:00Z',
  '2030-02-01T00:00:00-05:00',
];

/** The instants that a cycle would be due at if none was missed. */
function* gridOf(first: TimerRequest): Generator<number> {
  let due = dueInstant(first);
  for (let request = { ...first, repetitions: null }; ; due = dueInstant(request)) {
    yield due;
    request = { ...nextTurn(request, due)!, repetitions: null };
  }
}

describe('a cycle that is looked at now and then', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))('keeps its grid and its count (seed %i)', (seed) => {
    const random = new Random(seed);
    const [value, minutes] = random.pick(intervals);
    const start = value.startsWith('P') ? random.pick(starts) : undefined;
    const repetitions = random.pick([null, 1, 2, 3, 6]);
    let request: TimerRequest = {
      kind: 'cycle',
      value,
      from: deployed,
      repetitions,
      ...(start !== undefined && { start }),
    };
    const grid = gridOf(request);
    let onGrid = grid.next().value as number;
    let due: number | undefined = dueInstant(request);
    let now = deployed;
    let fired = 0;
    for (let look = 0; look < 12 && due !== undefined; look++) {
      now += Math.floor(random.next() ** 3 * 40 * minutes) * MINUTE;
      if (due > now) continue;
      fired += 1;
      const next = nextTurn(request, due);
      due = next && dueInstant(next, undefined, now);
      request = next ?? request;
      if (due === undefined) break;
      expect(due).toBeGreaterThan(now);
      while (onGrid < due) onGrid = grid.next().value as number;
      expect(onGrid).toBe(due);
    }
    if (repetitions !== null) expect(due === undefined ? fired : fired + 1).toBeLessThanOrEqual(repetitions);
    if (due === undefined) expect(fired).toBe(repetitions);
  });
});
