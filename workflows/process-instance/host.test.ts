import { describe, expect, it } from '@jest/globals';
import type { StepRequest } from '../../activities/index.js';
import type { Key, ProcessDefinition, Variables } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  messageBoundary,
  ownActivity,
  parallel,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import { FakePostgres, kernel, throughJson } from '../test-support/fake-postgres.js';
import { Host } from './host.js';
import type { Run } from './messages.js';

const twoJobs = build({
  elements: [start(), service('first'), service('second'), end()],
  flows: ['start -> first -> second -> end'],
});
const notes = build({
  elements: [start(), service('work'), messageBoundary('note', 'work', 'note', 'one', false), user('read'), end()],
  flows: ['start -> work -> end', 'note -> read'],
});
const twoTimers = build({
  elements: [
    start(),
    parallel('fork'),
    timerCatch('late', 'PT2S'),
    timerCatch('soon', 'PT1S'),
    service('work'),
    parallel('join'),
    end(),
  ],
  flows: ['start -> fork -> late -> join -> end', 'fork -> soon -> join', 'fork -> work -> join'],
});
const withLimit = build({
  elements: [start(), service('work'), timerBoundary('limit', 'work', 'PT1S'), service('escalate'), end()],
  flows: ['start -> work -> end', 'limit -> escalate'],
});
const robot = build({
  elements: [start(), ownActivity('robot'), timerBoundary('limit', 'robot', 'PT1M'), user('check'), end()],
  flows: ['start -> robot -> check -> end', 'limit -> end'],
});

function given(definition: ProcessDefinition, variables: Variables = {}) {
  const postgres = new FakePostgres(definition, variables);
  const hostOf = (run: Run) => new Host(kernel, definition, postgres.hash, throughJson(run));
  return { postgres, hostOf, host: hostOf(postgres.run) };
}

/** One round of the workflow's loop. */
function step(host: Host, postgres: FakePostgres, now = 0) {
  const attempt = host.attempt(now);
  const answer = postgres.commit(attempt.request);
  host.follow(attempt, answer);
  return { request: attempt.request as StepRequest, answer };
}

const completed = (key: Key) => ({ type: 'job.completed', key, variables: {} }) as const;

describe('numbered inputs', () => {
  it('are taken in the order of their numbers, in one commit', () => {
    const { postgres, host } = given(notes);
    const [subscription] = postgres.waits('message') as [Key];
    for (const message of ['a', 'b', 'c']) {
      postgres.accept({ type: 'message.received', key: subscription, message, variables: {} }, 1);
    }
    host.offer(postgres.batch(3, 1));
    host.offer(postgres.batch(2));

    const { request } = step(host, postgres);

    expect(request.inputs.map(({ n, outcome }) => [n, outcome])).toEqual([
      [1, 'applied'],
      [2, 'applied'],
      [3, 'applied'],
    ]);
    expect(request.consumed).toBe(3);
    expect(postgres.waits('task')).toHaveLength(3);
    expect(host.atRest).toBe(true);
  });

  it('wait for the filling of a gap', () => {
    const { postgres, host } = given(twoJobs);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept({ type: 'variables.set', scope: 'e1', local: true, variables: { a: 1 } }, 1);
    postgres.accept(completed(first), 1);

    host.offer(postgres.batch(2));
    expect(host.ready).toBe(false);
    expect(host.atRest).toBe(false);

    host.offer(postgres.batch(1));
    expect(host.ready).toBe(true);
    expect(step(host, postgres).request.inputs.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('stop before a gap and go on once it is filled', () => {
    const { postgres, host } = given(twoJobs);
    for (const a of [1, 2, 3])
      postgres.accept({ type: 'variables.set', scope: 'e1', local: true, variables: { a } }, a);
    host.offer(postgres.batch(1, 3));

    expect(step(host, postgres).request.inputs.map(({ n }) => n)).toEqual([1]);
    expect(host.ready).toBe(false);
    host.offer(postgres.batch(2));
    expect(step(host, postgres).request.inputs.map(({ n }) => n)).toEqual([2, 3]);
    expect(postgres.state.variables['e1']).toEqual({ a: 3 });
  });

  it('are taken once, however often they come', () => {
    const { postgres, host } = given(twoJobs);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept(completed(first), 1);
    host.offer(postgres.batch(1, 1));
    host.offer(postgres.batch(1));
    expect(step(host, postgres).request.inputs).toHaveLength(1);

    host.offer(postgres.batch(1));

    expect(host.ready).toBe(false);
    expect(host.atRest).toBe(true);
  });

  it('carry what the kernel made of them', () => {
    const { postgres, host } = given(twoJobs);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept(completed(first), 1);
    postgres.accept(completed(first), 2);
    postgres.accept(completed('j99'), 3);
    host.offer(postgres.batch(1, 2, 3));

    const { request } = step(host, postgres);

    expect(request.inputs.map(({ outcome, reason, code, effects }) => [outcome, reason, code, effects.length])).toEqual(
      [
        ['applied', undefined, undefined, expect.any(Number)],
        ['superseded', `${first} is no longer waited for`, undefined, 0],
        ['rejected', 'j99 was never asked for', 'not-found', 0],
      ],
    );
  });

  it('end the instance with the commit that took the last of them', () => {
    const { postgres, host } = given(twoJobs);
    postgres.accept({ type: 'cancel' }, 1);
    host.offer(postgres.batch(1));
    step(host, postgres);
    expect(host.active).toBe(false);
    expect(host.gone).toBe(false);
    expect(host.status).toBe('terminated');
    expect(host.steps).toBe(2);
  });
});

describe('timers', () => {
  it('are armed for the earliest due instant', () => {
    const { postgres, host } = given(twoTimers);
    expect(host.nextDue).toBe(1_000);
    host.timerFired(1_000);
    expect(host.nextDue).toBe(2_000);
    step(host, postgres, 1_000);
    expect(host.nextDue).toBe(2_000);
  });

  it('fire together when the clock has passed them, by due instant and before inputs accepted later', () => {
    const { postgres, host } = given(twoTimers);
    const [late, soon] = postgres.waits('timer');
    const [work] = postgres.waits('job') as [Key];
    postgres.accept(completed(work), 5_000);
    host.offer(postgres.batch(1));
    host.timerFired(2_000);

    const { request } = step(host, postgres, 5_000);

    expect(request.inputs.map(({ kind, at, content }) => [kind, at, content['key']])).toEqual([
      ['timer.fired', 5_000, soon],
      ['timer.fired', 5_000, late],
      ['job.completed', 5_000, work],
    ]);
    expect(host.status).toBe('completed');
  });

  it('due after an input was accepted come after it, however late both are looked at', () => {
    const { postgres, host } = given(withLimit);
    const [work] = postgres.waits('job') as [Key];
    postgres.accept(completed(work), 900);
    host.offer(postgres.batch(1));
    host.timerFired(1_000);

    const { request } = step(host, postgres, 5_000);

    expect(request.inputs.map(({ kind, at, outcome }) => [kind, at, outcome])).toEqual([
      ['job.completed', 900, 'applied'],
      ['timer.fired', 5_000, 'superseded'],
    ]);
    expect(host.status).toBe('completed');
  });

  it('have fired when Temporal says so, and never before their due instant', () => {
    const { postgres, host } = given(withLimit);
    host.timerFired(1_000);
    expect(step(host, postgres, 990).request.inputs.map(({ at }) => at)).toEqual([1_000]);
  });

  it('that fire while a commit is under way stay for the next one', () => {
    const { postgres, host } = given(twoTimers);
    host.timerFired(1_000);
    const attempt = host.attempt(1_000);
    host.timerFired(2_000);
    host.follow(attempt, postgres.commit(attempt.request));
    expect(host.ready).toBe(true);
    expect(step(host, postgres, 2_000).request.inputs).toHaveLength(1);
  });

  it('are forgotten when the commit under way has taken back what they were for', () => {
    const { postgres, host } = given(withLimit);
    const [work] = postgres.waits('job') as [Key];
    postgres.accept(completed(work), 1);
    host.offer(postgres.batch(1));
    const attempt = host.attempt(1);
    host.timerFired(1_000);
    host.follow(attempt, postgres.commit(attempt.request));
    expect(host.active).toBe(false);
    expect(host.atRest).toBe(true);
  });

  it('that a step sets are armed by the due instants of its commit', () => {
    const definition = build({
      elements: [start(), service('work'), timerCatch('pause', 'PT5S'), end()],
      flows: ['start -> work -> pause -> end'],
    });
    const { postgres, host } = given(definition);
    const [work] = postgres.waits('job') as [Key];
    postgres.accept(completed(work), 70);
    host.offer(postgres.batch(1));
    expect(host.nextDue).toBeUndefined();
    step(host, postgres, 90);
    expect(host.nextDue).toBe(5_070);
  });
});

describe('own activities', () => {
  it('are wanted until they have answered', () => {
    const { postgres, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    expect(host.activities.map((effect) => [effect.key, effect.activity.activity])).toEqual([[key, 'robot']]);

    host.activityAnswered('activity.completed', { key, result: { found: 3 } }, 40);

    expect(host.activities).toEqual([]);
    const { request } = step(host, postgres, 50);
    expect(request.inputs.map(({ n, kind, at, outcome }) => [n, kind, at, outcome])).toEqual([
      [undefined, 'activity.completed', 40, 'applied'],
    ]);
    expect(postgres.state.variables['e1']).toEqual({ found: 3 });
    expect(host.atRest).toBe(true);
  });

  it('are asked for anew when their incident is resolved', () => {
    const { postgres, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    host.activityAnswered('activity.failed', { key, message: 'out of paper' }, 40);
    step(host, postgres, 50);
    expect(host.activities).toEqual([]);

    const [incident] = Object.values(postgres.state.instances).flatMap((instance) => instance.incident ?? []);
    postgres.accept({ type: 'incident.resolved', key: incident!.key }, 60);
    host.offer(postgres.batch(1));
    step(host, postgres, 60);

    expect(host.activities).toHaveLength(1);
    expect(host.activities[0]!.key).not.toBe(key);
  });

  it('that answer while a commit takes them back leave nothing behind', () => {
    const { postgres, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    host.timerFired(60_000);
    const attempt = host.attempt(60_000);
    host.activityAnswered('activity.completed', { key, result: {} }, 60_001);
    host.follow(attempt, postgres.commit(attempt.request));
    expect(host.atRest).toBe(true);
  });
});

describe('following a head that is ahead', () => {
  /** A first attempt whose workflow task was lost after its commit. */
  function committedElsewhere(host: Host, postgres: FakePostgres, now = 0) {
    return postgres.commit(host.attempt(now).request);
  }

  it('drops the attempt and goes on from the head', () => {
    const { postgres, hostOf, host } = given(twoJobs);
    const lost = hostOf(postgres.run);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept(completed(first), 1);
    lost.offer(postgres.batch(1));
    committedElsewhere(lost, postgres);

    const [second] = postgres.waits('job') as [Key];
    postgres.accept(completed(second), 2);
    host.offer(postgres.batch(1, 2));
    const { answer } = step(host, postgres);

    expect(answer.kind).toBe('ahead');
    expect(host.run).toEqual(postgres.run);
    expect(host.active).toBe(true);
    expect(step(host, postgres).request.inputs.map(({ n }) => n)).toEqual([2]);
    expect(host.status).toBe('completed');
  });

  it('writes nothing', () => {
    const { postgres, hostOf, host } = given(twoJobs);
    const lost = hostOf(postgres.run);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept(completed(first), 1);
    lost.offer(postgres.batch(1));
    committedElsewhere(lost, postgres);
    const steps = postgres.steps.length;
    host.offer(postgres.batch(1));
    step(host, postgres);
    expect(postgres.steps).toHaveLength(steps);
    expect(host.ready).toBe(false);
  });

  it('keeps a fired timer that the head still waits for', () => {
    const { postgres, hostOf, host } = given(twoTimers);
    const lost = hostOf(postgres.run);
    lost.timerFired(1_000);
    committedElsewhere(lost, postgres, 1_000);

    host.timerFired(1_000);
    host.timerFired(2_000);
    expect(step(host, postgres, 2_000).answer.kind).toBe('ahead');

    expect(host.ready).toBe(true);
    const { request } = step(host, postgres, 2_000);
    expect(request.inputs.map(({ content }) => content['due'])).toEqual([2_000]);
  });

  it('forgets a fired timer that the head does not wait for', () => {
    const { postgres, hostOf, host } = given(withLimit);
    const lost = hostOf(postgres.run);
    const [work] = postgres.waits('job') as [Key];
    postgres.accept({ type: 'job.errored', key: work, code: 'x', message: '', variables: {} }, 1);
    postgres.accept(completed(work), 1);
    lost.offer(postgres.batch(1, 2));
    committedElsewhere(lost, postgres);

    host.timerFired(1_000);
    step(host, postgres, 1_000);

    expect(host.ready).toBe(false);
    expect(host.atRest).toBe(true);
    expect(host.nextDue).toBeUndefined();
  });

  it('keeps the answer of an own activity that the head still waits for', () => {
    const { postgres, hostOf, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    const lost = hostOf(postgres.run);
    postgres.accept({ type: 'variables.set', scope: 'e1', local: true, variables: { a: 1 } }, 1);
    lost.offer(postgres.batch(1));
    committedElsewhere(lost, postgres);

    host.activityAnswered('activity.completed', { key, result: { found: 3 } }, 2);
    expect(step(host, postgres, 2).answer.kind).toBe('ahead');
    expect(step(host, postgres, 2).request.inputs.map(({ kind }) => kind)).toEqual(['activity.completed']);
    expect(postgres.state.variables['e1']).toEqual({ a: 1, found: 3 });
  });

  it('forgets the answer of an own activity that the head has had', () => {
    const { postgres, hostOf, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    const lost = hostOf(postgres.run);
    lost.activityAnswered('activity.completed', { key, result: { found: 3 } }, 2);
    committedElsewhere(lost, postgres, 2);

    host.activityAnswered('activity.completed', { key, result: { found: 3 } }, 2);
    step(host, postgres, 2);

    expect(host.ready).toBe(false);
    expect(host.atRest).toBe(true);
    expect(host.activities).toEqual([]);
  });

  it('asks for the head when inputs were consumed that it will never be sent', () => {
    const { postgres, hostOf, host } = given(twoJobs);
    const other = hostOf(postgres.run);
    const [first] = postgres.waits('job') as [Key];
    postgres.accept(completed(first), 1);
    other.offer(postgres.batch(1));
    committedElsewhere(other, postgres);
    const [second] = postgres.waits('job') as [Key];
    postgres.accept(completed(second), 2);

    host.offer(postgres.batch(2));
    expect(host.ready).toBe(false);
    host.offer(postgres.batch(2), 1);
    expect(host.ready).toBe(true);
    expect(host.atRest).toBe(false);

    const { request, answer } = step(host, postgres);
    expect(request).toEqual({ instance: postgres.instance });
    expect(answer.kind).toBe('ahead');
    expect(step(host, postgres).request.inputs.map(({ n }) => n)).toEqual([2]);
    expect(host.status).toBe('completed');
  });

  it('ends with a head that has ended', () => {
    const { postgres, hostOf, host } = given(twoJobs);
    const lost = hostOf(postgres.run);
    postgres.accept({ type: 'cancel' }, 1);
    lost.offer(postgres.batch(1));
    committedElsewhere(lost, postgres);
    host.offer(postgres.batch(1));
    step(host, postgres);
    expect(host.active).toBe(false);
    expect(host.status).toBe('terminated');
  });
});

describe('an instance that is not in Postgres', () => {
  it('lets its workflow end', () => {
    const { postgres, host } = given(twoJobs);
    postgres.accept({ type: 'variables.set', scope: 'e1', local: true, variables: {} }, 1);
    host.offer(postgres.batch(1));
    host.follow(host.attempt(0), { kind: 'gone' });
    expect(host.gone).toBe(true);
    expect(host.active).toBe(false);
  });
});

describe('the clock', () => {
  it('stands still from the commit of its input on: no timer is armed', () => {
    const { postgres, host } = given(twoTimers);
    const before = throughJson(postgres.state);
    postgres.pinnedAt = 500;
    postgres.accept({ type: 'clock', pinnedAt: 500 }, 500);
    host.offer(postgres.batch(1));

    const { request } = step(host, postgres, 9_000);

    expect(request.inputs).toMatchObject([{ kind: 'clock', outcome: 'applied', effects: [], journal: [] }]);
    expect(postgres.state).toEqual(before);
    expect(host.nextDue).toBeUndefined();
    expect(host.run.host).toMatchObject({ pinnedAt: 500, consumed: 1 });
  });

  it('gives answers of own activities its instant while it stands', () => {
    const { postgres, host } = given(robot);
    const [key] = postgres.waits('activity') as [Key];
    postgres.pinnedAt = 500;
    postgres.accept({ type: 'clock', pinnedAt: 500 }, 500);
    host.offer(postgres.batch(1));
    step(host, postgres, 9_000);
    host.activityAnswered('activity.completed', { key, result: {} }, 9_000);
    expect(step(host, postgres, 9_000).request.inputs.map(({ at }) => at)).toEqual([500]);
  });

  it('runs again: timers are armed', () => {
    const { postgres } = given(twoTimers);
    postgres.pinnedAt = 500;
    const host = new Host(kernel, twoTimers, postgres.hash, postgres.run);
    expect(host.nextDue).toBeUndefined();
    postgres.pinnedAt = null;
    postgres.accept({ type: 'clock', pinnedAt: null }, 600);
    host.offer(postgres.batch(1));
    step(host, postgres, 600);
    expect(host.nextDue).toBe(1_000);
  });

  it('moved over a timer brings it as a numbered input with its due instant', () => {
    const { postgres } = given(twoTimers);
    postgres.pinnedAt = 500;
    const host = new Host(kernel, twoTimers, postgres.hash, postgres.run);
    const [, soon] = postgres.waits('timer') as [Key, Key];
    postgres.accept({ type: 'timer.fired', key: soon, due: 1_000 }, 1_000);
    host.offer(postgres.batch(1));
    const { request } = step(host, postgres, 99_000);
    expect(request.inputs).toMatchObject([{ n: 1, kind: 'timer.fired', at: 1_000, outcome: 'applied' }]);
    expect(postgres.waits('timer')).not.toContain(soon);
  });
});

describe('replaying a history', () => {
  it('follows the answers without stepping, and asks for the head before it steps again', () => {
    const { postgres, hostOf, host } = given(robot);
    const begin = postgres.run;
    const [key] = postgres.waits('activity') as [Key];
    host.activityAnswered('activity.completed', { key, result: { found: 3 } }, 40);
    const { answer } = step(host, postgres, 50);

    const replayed = hostOf(begin);
    replayed.activityAnswered('activity.completed', { key, result: { found: 3 } }, 40);
    const attempt = replayed.attempt(50, true);
    expect(attempt.request).toEqual({ instance: postgres.instance });
    replayed.follow(attempt, answer);
    expect(replayed.run.state).toBeUndefined();
    expect(replayed.run.host).toEqual(host.run.host);
    expect([replayed.activities, replayed.nextDue, replayed.atRest]).toEqual([[], undefined, true]);

    const [task] = postgres.waits('task') as [Key];
    postgres.accept({ type: 'task.completed', key: task, variables: {} }, 60);
    replayed.offer(postgres.batch(1));
    expect(step(replayed, postgres, 60).answer.kind).toBe('ahead');
    expect(step(replayed, postgres, 60).request.inputs.map(({ n }) => n)).toEqual([1]);
    expect(replayed.status).toBe('completed');
  });

  it('arms the own activities that the answers name', () => {
    const definition = build({
      elements: [start(), user('check'), ownActivity('robot'), end()],
      flows: ['start -> check -> robot -> end'],
    });
    const { postgres, hostOf, host } = given(definition);
    const begin = postgres.run;
    const [task] = postgres.waits('task') as [Key];
    postgres.accept({ type: 'task.completed', key: task, variables: {} }, 60);
    host.offer(postgres.batch(1));
    const { answer } = step(host, postgres, 60);

    const replayed = hostOf(begin);
    replayed.offer(postgres.batch(1));
    replayed.follow(replayed.attempt(60, true), answer);
    expect(host.activities).toHaveLength(1);
    expect(replayed.activities).toEqual(host.activities);
  });
});

describe('continuing as new', () => {
  it('asks for the head where it begins without a state', () => {
    const { postgres, hostOf } = given(robot);
    const { state: _unknown, ...run } = postgres.run;
    const host = hostOf(run);
    expect(host.ready).toBe(true);
    expect(step(host, postgres).answer.kind).toBe('ahead');
    expect(host.run).toEqual(postgres.run);
    expect(host.activities).toHaveLength(1);
  });

  it('goes on from what went through JSON as if nothing had happened', () => {
    const { postgres, hostOf, host } = given(twoTimers);
    const [work] = postgres.waits('job') as [Key];
    postgres.accept(completed(work), 5);
    host.offer(postgres.batch(1));
    step(host, postgres, 5);

    const next = hostOf(JSON.parse(JSON.stringify(host.run)) as Run);

    expect(next.run).toEqual(host.run);
    expect(next.run).toEqual(postgres.run);
    expect(next.nextDue).toBe(host.nextDue);
    expect(next.steps).toBe(host.steps);
    next.offer(postgres.batch(1));
    expect(next.ready).toBe(false);
    next.timerFired(2_000);
    step(next, postgres, 2_000);
    expect(postgres.state.status).toBe('completed');
  });

  it('asks for the own activities that have not answered', () => {
    const { hostOf, host } = given(robot);
    expect(hostOf(host.run).activities).toEqual(host.activities);
  });
});
