import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import {
  call,
  end,
  errorBoundary,
  eventSub,
  messageStart,
  service,
  start,
  sub,
  timerBoundary,
  timerCatch,
  timerStart,
  type Loop,
} from '../../test-support/elements.js';
import { expression } from '../../test-support/expression.js';
import { Play } from '../../test-support/play.js';

const inCalendar = (element: ReturnType<typeof timerCatch>, calendar: string): ReturnType<typeof timerCatch> => {
  const { timer } = element.more as { timer: object };
  return { ...element, more: { ...element.more, timer: { ...timer, calendar: expression(calendar) } } };
};

const watched = (...values: readonly string[]) =>
  build({
    elements: [
      start(),
      service('work'),
      ...values.map((value, i) => inCalendar(timerBoundary(`due${i}`, 'work', value, false), '=calendar')),
      end(),
      ...values.map((_, i) => end(`late${i}`)),
    ],
    flows: ['start -> work -> end', ...values.map((_, i) => `due${i} -> late${i}`)],
  });

/** Work inside a sub-process, with an event sub-process that a timer starts; a timer at the edge of the sub-process. */
const contained = build({
  elements: [
    start(),
    sub('s', {
      elements: [
        start('in'),
        service('work'),
        end('out'),
        eventSub('reminder', {
          elements: [inCalendar(timerStart('remind', 'PT1H', false), '=calendar'), end('reminded')],
          flows: ['remind -> reminded'],
        }),
        eventSub('stop', {
          elements: [messageStart('stopped', 'm', 'k'), service('tidy'), end('tidied')],
          flows: ['stopped -> tidy -> tidied'],
        }),
      ],
      flows: ['in -> work -> out'],
    }),
    inCalendar(timerBoundary('due', 's', 'PT2H', false), '=calendar'),
    end(),
    end('late'),
  ],
  flows: ['start -> s -> end', 'due -> late'],
});

const repeated = (multi: Loop) =>
  build({
    elements: [
      start(),
      service('work', { multi }),
      inCalendar(timerBoundary('due', 'work', 'PT1H', false), '=calendar'),
      end(),
      end('late'),
    ],
    flows: ['start -> work -> end', 'due -> late'],
  });

const fail = (play: Play, element: string) =>
  play.apply({ type: 'timer.failed', key: play.key(element, 'timer'), message: 'There is no calendar «none»' });

describe('a timer whose due instant cannot be computed', () => {
  it('is an incident on its element; nothing is armed any more', () => {
    const play = Play.start(
      build({
        elements: [start(), inCalendar(timerCatch('pause', 'PT1H'), '=calendar'), end()],
        flows: ['start -> pause -> end'],
      }),
      { calendar: 'none' },
    );
    expect(fail(play, 'pause').outcome).toBe('applied');
    expect(play.incidents).toEqual([['pause', 'EXTRACT_VALUE_ERROR']]);
    expect(play.instances('pause')[0]?.incident?.message).toBe('Timer pause: There is no calendar «none»');
    expect(play.kernel.pending(play.state)).toEqual([]);
  });

  it('is asked for anew when the incident is resolved, and still counts from when it was first asked for', () => {
    const play = Play.start(watched('PT1H'), { calendar: 'none' });
    fail(play, 'due0');
    play.now = 5_000;
    play.setVariables({ calendar: 'moscow' });
    const { effects } = play.resolve();
    expect(play.incidents).toEqual([]);
    expect(effects).toContainEqual({
      type: 'timer.set',
      key: play.key('due0', 'timer'),
      owner: expect.objectContaining({ element: 'work', catches: 'due0' }),
      timer: { kind: 'duration', value: 'PT1H', from: 0, calendar: 'moscow' },
    });
    expect(play.kernel.pending(play.state)).toHaveLength(1);
    expect(play.open('work')).toHaveLength(1);
    play.fire('due0');
    expect(play.completed).toContain('late0');
  });

  it('leaves the rest of its element at work', () => {
    const play = Play.start(watched('PT1H'), { calendar: 'none' });
    fail(play, 'due0');
    play.complete('work');
    expect(play.state.status).toBe('completed');
    expect(play.last?.effects).toContainEqual(expect.objectContaining({ type: 'incident.clear' }));
  });

  it('is one incident for all timers of an element; resolving it asks for each', () => {
    const play = Play.start(watched('PT1H', 'PT2H'), { calendar: 'none' });
    fail(play, 'due0');
    fail(play, 'due1');
    expect(play.incidents).toHaveLength(1);
    play.resolve();
    expect(play.kernel.pending(play.state)).toHaveLength(2);
  });

  it('is not forgotten when a job without retries takes over the incident', () => {
    const play = Play.start(watched('PT1H'), { calendar: 'none' });
    fail(play, 'due0');
    play.apply({ type: 'job.failed', key: play.key('work', 'job'), message: 'broken' });
    expect(play.incidents).toEqual([['work', 'JOB_NO_RETRIES']]);
    const { effects } = play.resolve();
    expect(effects.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['job.unblock', 'timer.cancel', 'timer.set']),
    );
  });

  it('keeps the turn of its cycle', () => {
    const play = Play.start(watched('R3/PT1S'), { calendar: 'none' });
    play.fire('due0', 1_000);
    fail(play, 'due0');
    play.resolve();
    expect(play.open('due0')[0]?.wait).toMatchObject({
      timer: { kind: 'cycle', value: 'PT1S', from: 1_000, repetitions: 2 },
    });
  });

  it('stays an incident when its expression fails at the next attempt', () => {
    const play = Play.start(watched('PT1H'), { calendar: 'none' });
    fail(play, 'due0');
    play.setVariables({ calendar: 7 });
    play.resolve();
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ calendar: 'moscow' });
    play.resolve();
    expect(play.kernel.pending(play.state)).toHaveLength(1);
  });
});

describe('a timer of a container whose due instant cannot be computed', () => {
  it.each(['due', 'remind'])('does not hold the container back when its work is done (%s)', (timer) => {
    const play = Play.start(contained, { calendar: 'none' });
    fail(play, timer);
    expect(play.incidents).toEqual([['s', 'EXTRACT_VALUE_ERROR']]);
    play.complete('work');
    expect(play.last?.effects).toContainEqual(expect.objectContaining({ type: 'incident.clear' }));
    expect(play.state.status).toBe('completed');
  });

  it('does not hold back the process that listens for it', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          service('work'),
          end(),
          eventSub('reminder', {
            elements: [inCalendar(timerStart('remind', 'PT1H'), '=calendar'), end('reminded')],
            flows: ['remind -> reminded'],
          }),
        ],
        flows: ['start -> work -> end'],
      }),
      { calendar: 'none' },
    );
    fail(play, 'remind');
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it.each([true, false])('lets all items of a multi-instance activity go on (sequential: %s)', (sequential) => {
    const play = Play.start(repeated({ items: '=[1, 2, 3]', sequential }), { calendar: 'none' });
    fail(play, 'due');
    for (let item = 1; item <= 3; item += 1) play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('is forgotten when an event sub-process interrupts the scope that waits for it', () => {
    const play = Play.start(contained, { calendar: 'none' });
    fail(play, 'remind');
    play.receive('stopped');
    expect(play.incidents).toEqual([]);
    play.complete('tidy');
    expect(play.state.status).toBe('completed');
  });

  it('stays an incident when another timer of the interrupted scope is still to be asked for', () => {
    const play = Play.start(contained, { calendar: 'none' });
    fail(play, 'remind');
    fail(play, 'due');
    play.receive('stopped');
    expect(play.incidents).toEqual([['s', 'EXTRACT_VALUE_ERROR']]);
    play.resolve();
    expect(play.kernel.pending(play.state)).toHaveLength(1);
    play.complete('tidy');
    expect(play.state.status).toBe('completed');
  });

  it('no longer keeps an instance that an earlier engine held back, once it is resolved', () => {
    const play = Play.start(contained, { calendar: 'none' });
    fail(play, 'due');
    const instances = Object.entries(play.state.instances).filter(([, { element }]) => element !== 'work');
    play.state = { ...play.state, instances: Object.fromEntries(instances) };
    play.resolve();
    expect(play.state.status).toBe('completed');
  });
});

describe('a timer that fails beside something else', () => {
  it('does not replace the incident of a called process that could not be asked for again', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          call('child', '=process'),
          inCalendar(timerBoundary('due', 'child', 'PT1H', false), '=calendar'),
          errorBoundary('caught', 'child', 'E'),
          end(),
          end('late'),
          end('failed'),
        ],
        flows: ['start -> child -> end', 'due -> late', 'caught -> failed'],
      }),
      { calendar: 'none', process: 'p' },
    );
    fail(play, 'due');
    play.apply({ type: 'child.failed', key: play.key('child', 'child'), message: 'There is no process p' });
    play.setVariables({ process: null, calendar: 7 });
    play.resolve();
    expect(play.instances('child')[0]?.incident?.message).toContain("'process'");
    play.setVariables({ process: 'q', calendar: 'moscow' });
    play.resolve();
    expect(play.open('child')[0]?.wait).toMatchObject({ child: { processId: 'q' } });
    expect(play.kernel.pending(play.state)).toHaveLength(1);
  });
});
