import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, service, start, timerBoundary } from '../test-support/elements.js';
import { expression } from '../test-support/expression.js';
import { Play } from '../test-support/play.js';

const timed = (value: string, interrupting: boolean) =>
  build({
    elements: [start(), service('work'), timerBoundary('due', 'work', value, interrupting), end(), end('late')],
    flows: ['start -> work -> end', 'due -> late'],
  });

describe('timer boundary event', () => {
  it('that interrupts ends its host', () => {
    const play = Play.start(timed('PT1H', true));
    play.fire('due', 3_600_000);
    expect(play.terminated).toEqual(['work']);
    expect(play.completed).toContain('late');
  });

  it('is cancelled when its host completes', () => {
    const play = Play.start(timed('PT1H', true));
    play.complete('work');
    expect(play.last?.effects).toContainEqual({ type: 'timer.cancel', key: 't4' });
    expect(play.apply({ type: 'timer.fired', key: 't4', due: 0 })).toMatchObject({
      outcome: 'superseded',
      effects: [],
      journal: [],
    });
  });

  it('fires exactly as often as its cycle says', () => {
    const play = Play.start(timed('R3/PT1S', false));
    for (const left of [2, 1, 0]) {
      play.fire('due', 1_000);
      expect(play.open('due')).toHaveLength(left > 0 ? 1 : 0);
    }
    expect(play.completed.filter((element) => element === 'late')).toHaveLength(3);
    expect(play.active).toEqual(['work']);
  });

  it('is an incident of its host where the cycle has no turn at all', () => {
    const play = Play.start(timed('cycle:="R" + string(times) + "/PT1H"', false), { times: 0 });
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ times: 1 });
    play.resolve();
    play.fire('due', 3_600_000);
    expect(play.open('due')).toEqual([]);
  });

  it('goes on without end where the cycle has no number, and by cron', () => {
    for (const cycle of ['R/PT1S', '0 0 9 * * MON-FRI']) {
      const play = Play.start(timed(`cycle:${cycle}`, false));
      for (let turn = 0; turn < 5; turn += 1) play.fire('due', 1_000);
      expect(play.open('due')[0]?.wait).toMatchObject({ timer: { repetitions: null, from: 5_000 } });
    }
  });

  it('tells when the first turn is due where the cycle says so, and not again afterwards', () => {
    const play = Play.start(timed('R2/2025-10-03T11:00:00Z/P1D', false));
    expect(play.open('due')[0]?.wait).toMatchObject({
      timer: { start: '2025-10-03T11:00:00Z', value: 'P1D', repetitions: 2 },
    });
    play.fire('due', 5);
    expect(play.open('due')[0]?.wait).toEqual({
      kind: 'timer',
      for: 'due',
      timer: { kind: 'cycle', value: 'P1D', repetitions: 1, from: 5 },
    });
  });

  it('asks in the working time of a calendar and by the milestone that the model names', () => {
    const late = timerBoundary('due', 'work', 'PT4H');
    const timer = {
      kind: 'duration',
      value: expression('PT4H'),
      calendar: expression('=desk'),
      unit: 'workingTime',
      milestone: 'reaction',
      phase: 'warning',
    };
    const definition = build({
      elements: [start(), service('work'), { ...late, more: { ...late.more, timer } }, end('late')],
      flows: ['start -> work', 'due -> late'],
    });
    expect(Play.start(definition, { desk: 'ru-5x8' }).open('due')[0]?.wait).toMatchObject({
      timer: { value: 'PT4H', calendar: 'ru-5x8', unit: 'workingTime', milestone: 'reaction', phase: 'warning' },
    });
    expect(Play.start(definition).incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
  });
});
