import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, start, timerCatch } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const waiting = (value: string) => {
  const play = new Play(
    build({ elements: [start(), timerCatch('wait', value), end()], flows: ['start -> wait -> end'] }),
  );
  play.now = 1_000;
  play.apply({ type: 'start', variables: {} });
  return play;
};

describe('timer catch event', () => {
  it('asks for a timer that counts from when it was entered, and goes on when it has fired', () => {
    const play = waiting('PT1M');
    expect(play.kernel.pending(play.state)).toEqual([
      {
        type: 'timer.set',
        key: 't4',
        owner: { instance: 'e3', element: 'wait' },
        timer: { kind: 'duration', value: 'PT1M', from: 1_000 },
      },
    ]);
    play.fire('wait', 60_000);
    expect(play.completed).toEqual(['start', 'wait', 'end', 'process']);
    expect(play.last?.effects.map(({ type }) => type)).toEqual(['ended']);
  });

  it('takes FEEL durations and instants', () => {
    expect(waiting('=duration("PT" + string(1) + "H")').open('wait')[0]?.wait).toMatchObject({
      timer: { value: 'PT1H' },
    });
    expect(waiting('date:2025-10-03T11:00:00+03:00').open('wait')[0]?.wait).toMatchObject({
      timer: { kind: 'date', value: '2025-10-03T11:00:00+03:00' },
    });
    const inAMinute = waiting('date:=now() + duration("PT1M")').open('wait')[0]?.wait;
    expect(inAMinute?.kind === 'timer' && Date.parse(inAMinute.timer.value)).toBe(61_000);
  });

  it.each(['=soon', 'date:tomorrow', 'duration:1 hour', 'cycle:every day'])(
    'stops with an incident for %s',
    (value) => {
      expect(waiting(value).incidents).toEqual([['wait', 'EXTRACT_VALUE_ERROR']]);
    },
  );
});
