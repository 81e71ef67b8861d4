import { describe, expect, it } from '@jest/globals';
import type { InputFact } from '../kernel/messages.js';
import { build } from '../test-support/build.js';
import { end, errorBoundary, ownActivity, service, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const oneTask = (task: ReturnType<typeof service>) =>
  build({ elements: [start(), task, end()], flows: ['start -> work -> end'] });

describe('service task', () => {
  it('opens a job with type, retries and headers, evaluated where they are expressions', () => {
    const definition = oneTask(service('work', { jobType: '=kind', retries: '=n', headers: { a: 'b' } }));
    const play = Play.start(definition, { kind: 'T-1', n: 7 });
    expect(play.effects).toContainEqual({
      type: 'job.open',
      key: 'j4',
      owner: { instance: 'e3', element: 'work' },
      job: { type: 'T-1', retries: 7, headers: { a: 'b' } },
    });
  });

  it('goes on with what the worker returned', () => {
    const play = Play.start(oneTask(service('work')), { a: 1 });
    play.complete('work', { r: 2 });
    expect(play.last?.effects[0]).toEqual({ type: 'job.close', key: 'j4', how: 'completed' });
    expect(play.variables).toEqual({ a: 1, r: 2 });
  });

  it('stops with an incident when the job type is no text, and takes the value at the time of resolving', () => {
    const play = Play.start(oneTask(service('work', { jobType: '=kind' })));
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    expect(play.open()).toEqual([]);
    play.setVariables({ kind: 'now' });
    play.resolve();
    expect(play.incidents).toEqual([]);
    expect(play.open('work')[0]?.wait).toMatchObject({ job: { type: 'now' } });
  });

  it('blocks its job behind an incident when no retries are left, and frees the same job again', () => {
    const play = Play.start(oneTask(service('work')));
    play.apply({ type: 'job.failed', key: 'j4', message: 'boom' });
    expect(play.incidents).toEqual([['work', 'JOB_NO_RETRIES']]);
    expect(play.last?.effects.map(({ type }) => type)).toEqual(['incident.raise', 'job.block']);
    play.resolve();
    expect(play.last?.effects).toEqual([
      { type: 'incident.clear', key: 'i5' },
      { type: 'job.unblock', key: 'j4' },
    ]);
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('goes back to the workers with what the last one said, while retries are left', () => {
    const play = Play.start(oneTask(service('work')));
    play.apply({
      type: 'job.failed',
      key: 'j4',
      message: 'boom',
      retries: 2,
      backOffMs: 500,
      variables: { hint: 'a' },
    });
    expect(play.last?.effects).toEqual([
      { type: 'variable.set', scope: 'e3', name: 'hint', value: 'a' },
      { type: 'job.retry', key: 'j4', retries: 2, message: 'boom', backOffMs: 500 },
    ]);
    expect(play.incidents).toEqual([]);
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('refuses every answer of a worker while its job is blocked: a person decides first', () => {
    const play = Play.start(oneTask(service('work')));
    play.apply({ type: 'job.failed', key: 'j4', message: 'boom' });
    const answers: readonly InputFact[] = [
      { type: 'job.completed', key: 'j4', variables: {} },
      { type: 'job.failed', key: 'j4', message: 'again' },
      { type: 'job.errored', key: 'j4', code: 'E', message: '', variables: {} },
    ];
    for (const answer of answers) {
      play.apply(answer);
      expect(play.last).toMatchObject({ outcome: 'rejected', code: 'wrong-state', effects: [], journal: [] });
    }
    expect(play.incidents).toEqual([['work', 'JOB_NO_RETRIES']]);
    play.resolve();
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('stops with an incident when a worker throws an error that nothing catches', () => {
    const play = Play.start(oneTask(service('work')));
    play.throwError('work', 'refused');
    expect(play.incidents).toEqual([['work', 'UNHANDLED_ERROR_EVENT']]);
    expect(play.last?.effects).toContainEqual({ type: 'job.block', key: 'j4' });
    play.resolve();
    expect(play.last?.effects).toContainEqual({ type: 'job.unblock', key: 'j4' });
  });
});

describe('service task in a called process', () => {
  it('ends the process with the error of its worker when a caller catches it', () => {
    const play = new Play(oneTask(service('work')));
    play.apply({ type: 'start', variables: { a: 1 }, caught: { all: true, codes: [] } });
    play.throwError('work', 'refused', { why: 'x' }, 'no');
    expect(play.last?.effects).toEqual([
      { type: 'job.close', key: 'j4', how: 'errored' },
      { type: 'ended', how: { status: 'errored', code: 'refused', message: 'no', variables: { why: 'x' } } },
    ]);
    expect(play.state.status).toBe('terminated');
  });
});

describe('service task done by a Temporal activity', () => {
  const definition = build({
    elements: [
      start(),
      ownActivity('work', { inputs: { x: '=a' } }),
      end(),
      errorBoundary('caught', 'work', 'no'),
      end('other'),
    ],
    flows: ['start -> work -> end', 'caught -> other'],
  });

  it('starts the activity with all visible variables and takes its result over', () => {
    const play = Play.start(definition, { a: 1 });
    expect(play.kernel.pending(play.state)).toEqual([
      {
        type: 'activity.start',
        key: 'a4',
        owner: { instance: 'e3', element: 'work' },
        activity: { taskQueue: 'queue', activity: 'work', headers: {}, variables: { a: 1, x: 1 } },
      },
    ]);
    play.apply({ type: 'activity.completed', key: 'a4', result: { r: 2 } });
    expect(play.variables).toEqual({ a: 1, r: 2 });
  });

  it('starts it anew, with inputs as they are then, when the incident of a failure is resolved', () => {
    const play = Play.start(definition, { a: 1 });
    play.apply({ type: 'activity.failed', key: 'a4', message: 'down' });
    expect(play.incidents).toEqual([['work', 'ACTIVITY_FAILED']]);
    expect(play.kernel.pending(play.state)).toEqual([]);
    play.setVariables({ a: 5 });
    play.resolve();
    expect(play.kernel.pending(play.state)).toMatchObject([
      { type: 'activity.start', key: 'a6', activity: { variables: { a: 5, x: 5 } } },
    ]);
  });

  it('stops when its result has a variable with a name that no index holds', () => {
    const play = Play.start(definition, { a: 1 });
    play.apply({ type: 'activity.completed', key: 'a4', result: { ['x'.repeat(1_001)]: 2 } });
    expect(play.incidents).toEqual([['work', 'ACTIVITY_FAILED']]);
    expect(play.variables).toEqual({ a: 1 });
    play.resolve();
    play.apply({ type: 'activity.completed', key: 'a6', result: { ['x'.repeat(1_000)]: 2 } });
    expect(play.state.status).toBe('completed');
  });

  it('turns a failure with a code into a BPMN error', () => {
    const play = Play.start(definition);
    play.apply({ type: 'activity.failed', key: 'a4', code: 'no', message: 'no way' });
    expect(play.completed).toContain('other');
  });

  it('is cancelled with its instance', () => {
    const play = Play.start(definition);
    play.apply({ type: 'cancel' });
    expect(play.effects).toContainEqual({ type: 'activity.cancel', key: 'a4' });
  });
});
