import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventSub, messageStart, service, start, timerStart } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const withTimer = (value: string, interrupting: boolean) =>
  build({
    elements: [
      start(),
      service('work'),
      end(),
      eventSub('aside', {
        elements: [timerStart('due', value, interrupting), service('remind'), end('reminded')],
        flows: ['due -> remind -> reminded'],
      }),
      eventSub('other', { elements: [messageStart('asked', 'm', 'k'), service('reply')], flows: ['asked -> reply'] }),
    ],
    flows: ['start -> work -> end'],
  });

describe('timer start event of a process', () => {
  it('begins the process', () => {
    const play = new Play(
      build({ elements: [timerStart('daily', 'R/P1D'), service('work')], flows: ['daily -> work'] }),
    );
    play.apply({ type: 'start', element: 'daily', variables: {} });
    expect(play.active).toEqual(['work']);
  });
});

describe('timer start event of an event sub-process', () => {
  it('that does not interrupt asks for the next turn of its cycle, counted from when it was due', () => {
    const play = Play.start(withTimer('R2/PT60S', false));
    play.now = 61_000;
    play.apply({ type: 'timer.fired', key: play.key('due', 'timer'), due: 60_000 });
    expect(play.open('due')[0]?.wait).toMatchObject({ timer: { value: 'PT60S', from: 60_000, repetitions: 1 } });
    expect(play.last?.effects[0]).toMatchObject({ type: 'timer.set', timer: { from: 60_000 } });
    play.fire('due', 60_000);
    expect(play.open('due')).toEqual([]);
    expect(play.active.filter((element) => element === 'remind')).toHaveLength(2);
  });

  it('that interrupts ends the others, also the waits and running instances of other event sub-processes', () => {
    const play = Play.start(withTimer('PT60S', true));
    expect(play.open().map(({ wait }) => wait.for)).toEqual(['due', 'asked', 'work']);
    play.fire('due', 60_000);
    expect(play.active).toEqual(['aside', 'remind']);
    expect(play.open().map(({ wait }) => wait.for)).toEqual(['remind']);
  });

  it('that does not interrupt runs beside, until an interrupting one ends it too', () => {
    const play = Play.start(withTimer('PT60S', false));
    play.fire('due', 60_000);
    play.receive('asked');
    expect(play.terminated).toEqual(['work', 'remind', 'aside']);
    expect(play.active).toEqual(['other', 'reply']);
  });
});
