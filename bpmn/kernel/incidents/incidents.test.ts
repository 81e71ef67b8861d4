import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, exclusive, service, start, timerBoundary, user } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

const definition = build({
  elements: [
    start(),
    service('work', { jobType: '=kind' }),
    timerBoundary('late', 'work', '=term'),
    end(),
    end('tooLate'),
  ],
  flows: ['start -> work -> end', 'late -> tooLate'],
});

describe('incidents', () => {
  it('of entering drop everything the phase had asked for; resolving enters again with the variables as they are', () => {
    const play = Play.start(definition, { term: 'PT1H' });
    expect(play.open()).toEqual([]);
    play.setVariables({ kind: 'a', term: 'PT2H' });
    play.resolve();
    expect(play.open('late')[0]?.wait).toMatchObject({ timer: { value: 'PT2H' } });
    expect(play.entered.filter((element) => element === 'work')).toHaveLength(1);
  });

  it('come again as new ones when nothing was fixed', () => {
    const play = Play.start(definition, { term: 'PT1H' });
    const first = play.instances('work')[0]?.incident?.key;
    play.resolve();
    const second = play.instances('work')[0]?.incident?.key;
    expect(second).not.toBe(first);
    expect(play.last?.effects.map(({ type }) => type)).toEqual(['incident.clear', 'incident.raise']);
    expect(play.last?.journal).toEqual([
      { type: 'resolved', key: 'e3', incident: first },
      { type: 'incident', key: 'e3', incident: second },
    ]);
  });

  it('are over when their instance ends', () => {
    const play = Play.start(definition, { kind: 'a', term: 'PT1H' });
    play.apply({ type: 'job.failed', key: play.key('work', 'job'), message: 'boom' });
    const incident = play.instances('work')[0]?.incident?.key;
    play.fire('late');
    expect(play.last?.effects).toContainEqual({ type: 'incident.clear', key: incident });
    expect(play.state.status).toBe('completed');
  });

  it('are raised with what the outside needs to show them', () => {
    const play = Play.start(definition, { kind: 'a', term: 'PT1H' });
    const job = play.key('work', 'job');
    play.apply({ type: 'job.failed', key: job, message: 'boom' });
    expect(play.last?.effects[0]).toEqual({
      type: 'incident.raise',
      key: play.instances('work')[0]?.incident?.key,
      owner: { instance: 'e3', element: 'work' },
      incident: 'JOB_NO_RETRIES',
      message: 'boom',
      wait: job,
    });
  });

  it('tell the rule of what the engine itself has to say, with what differs from case to case', () => {
    const play = Play.start(definition, { kind: 'a', term: 'PT1H' });
    play.apply({ type: 'job.errored', key: play.key('work', 'job'), code: 'no-stock', message: '', variables: {} });
    expect(play.last?.effects[0]).toMatchObject({
      message: "Error 'no-stock' is not caught by any event",
      rule: 'uncaught-error',
      parameters: { code: 'no-stock' },
    });
    expect(play.instances('work')[0]?.incident).not.toHaveProperty('rule');
  });

  it('that do not exist cannot be resolved', () => {
    const play = Play.start(definition, { kind: 'a', term: 'PT1H' });
    expect(play.apply({ type: 'incident.resolved', key: 'i9' })).toMatchObject({
      outcome: 'rejected',
      code: 'not-found',
    });
  });

  it('let the rest of the instance go on', () => {
    const play = Play.start(
      build({
        elements: [start(), exclusive('x'), service('b'), end()],
        flows: ['start -> x', 'start -> b -> end', 'x -> end [missing]'],
      }),
    );
    play.complete('b');
    expect(play.incidents).toEqual([['x', 'EXTRACT_VALUE_ERROR']]);
    expect(play.active).toEqual(['x']);
  });
});

describe('an expression without end', () => {
  it('is an incident like any that fails, and goes on when its variables have been fixed', () => {
    const looping = build({
      elements: [start(), user('check', { task: { assignee: '=string(count(for i in 1..n return i))' } }), end()],
      flows: ['start -> check -> end'],
    });
    const play = Play.start(looping, { n: 1_000_000_000 });
    expect(play.incidents).toEqual([['check', 'EXTRACT_VALUE_ERROR']]);
    expect(play.instances('check')[0]?.incident?.message).toContain('take more than 200000 steps');
    play.setVariables({ n: 3 });
    play.resolve();
    expect(play.open('check')[0]?.wait).toMatchObject({ task: { assignee: '3' } });
  });
});
