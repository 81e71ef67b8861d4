import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Key } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  call,
  end,
  messageBoundary,
  ownActivity,
  parallel,
  receive,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import type { StepRequest } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      { elements: [start(), service('first'), service('second'), end()], flows: ['start -> first -> second -> end'] },
      'steps',
    ),
    build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'child'),
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          service('work'),
          timerBoundary('limit', 'work', 'PT1H', false),
          messageBoundary('note', 'work', 'note', '=key', false),
          user('check'),
          receive('reply', 'reply', '=key'),
          timerCatch('pause', 'PT2H'),
          ownActivity('robot'),
          call('call', 'child'),
          service('broken', { retries: '=nothing.there' }),
          end(),
        ],
        flows: [
          'start -> fork',
          'fork -> work -> end',
          'fork -> check -> end',
          'fork -> reply -> end',
          'fork -> pause -> end',
          'fork -> robot -> end',
          'fork -> call -> end',
          'fork -> broken -> end',
        ],
      },
      'everything',
    ),
  );
});
afterAll(async () => {
  await rig.hosts.drain();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

const accept = (instance: bigint, kind: string, content: object) =>
  rig.one('select number from accept_input($1, $2, $3, now(), null, null)', instance, kind, JSON.stringify(content));

const variables = (instance: bigint, values: object) =>
  accept(instance, 'variables.set', { scope: 'e1', local: true, variables: values });

/** What a host asks to be committed for everything that is open. */
async function requestFor(instance: bigint): Promise<StepRequest> {
  const host = await rig.hosts.host(instance);
  const inputs = await rig.all<{ n: number; kind: string; content: Record<string, unknown> }>(
    'select number as n, kind, content from inputs where instance = $1 and outcome is null order by number',
    instance,
  );
  host.offer(
    inputs.map((input) => ({ ...input, at: 1_000 })),
    0,
  );
  const { request } = host.attempt(1_000);
  if (!('state' in request)) throw new Error('there is nothing to commit');
  return request;
}

/** Everything that is stored about an instance. */
async function everything(instance: bigint): Promise<unknown> {
  const tables = [
    'inputs',
    'steps',
    'jobs',
    'user_tasks',
    'timers',
    'message_subscriptions',
    'incidents',
    'variables',
    'element_instances',
    'own_activities',
  ];
  const contents: Record<string, unknown> = {};
  for (const table of tables)
    contents[table] = await rig.all(`select t::text from ${table} t where instance = $1 order by 1`, instance);
  return {
    ...contents,
    instance: await rig.one('select t::text from process_instances t where number = $1', instance),
  };
}

describe('a commit', () => {
  it('writes the step, the state and the outcome of its inputs', async () => {
    const instance = await rig.start('steps');
    await variables(instance, { a: 1 });
    await accept(instance, 'job.completed', { key: 'j99', variables: {} });
    await accept(instance, 'incident.resolved', { key: 'i1' });
    const request = await requestFor(instance);

    expect(await rig.store.commit(request)).toEqual({
      kind: 'committed',
      due: {},
      pinnedAt: null,
      consumed: 3,
      status: 'active',
      over: [],
      asked: [],
    });

    expect(
      await rig.all(
        'select number, kind, outcome, reason, code from inputs where instance = $1 and number > 0 order by number',
        instance,
      ),
    ).toEqual([
      { number: 1, kind: 'variables.set', outcome: 'applied', reason: null, code: null },
      { number: 2, kind: 'job.completed', outcome: 'rejected', reason: 'j99 was never asked for', code: 'not-found' },
      { number: 3, kind: 'incident.resolved', outcome: 'rejected', reason: expect.any(String), code: 'not-found' },
    ]);
    expect(await rig.one('select step, consumed, status from process_instances where number = $1', instance)).toEqual({
      step: 2,
      consumed: 3,
      status: 'active',
    });
    const { inputs } = await rig.one<{ inputs: unknown }>(
      'select inputs from steps where instance = $1 and step = 1',
      instance,
    );
    expect(inputs).toEqual([
      {
        n: 1,
        kind: 'variables.set',
        at: 1_000,
        content: { scope: 'e1', local: true, variables: { a: 1 } },
        outcome: 'applied',
      },
      { n: 2, kind: 'job.completed', at: 1_000, content: { key: 'j99', variables: {} }, outcome: 'rejected' },
      { n: 3, kind: 'incident.resolved', at: 1_000, content: { key: 'i1' }, outcome: 'rejected' },
    ]);
  });

  it('answers the due instants of the timers it sets', async () => {
    const instance = await rig.start('everything', { key: 'mine' });
    const { wait } = await rig.one<{ wait: Key }>(
      `select wait from timers where instance = $1 order by due limit 1`,
      instance,
    );
    const host = await rig.hosts.host(instance);
    const book = host.run.host.book;
    expect(Object.keys(book)).toHaveLength(2);
    expect(host.nextDue).toBe(book[wait]);
  });

  it('whose base is behind answers the head and writes nothing', async () => {
    const instance = await rig.start('steps');
    await variables(instance, { a: 1 });
    const [first, late] = [await requestFor(instance), await requestFor(instance)];
    await rig.store.commit(first);
    await variables(instance, { a: 2 });
    const before = await everything(instance);

    const answer = await rig.store.commit(late);

    expect(await everything(instance)).toEqual(before);
    const { run } = await rig.hosts.host(instance);
    const { base, ...head } = run.host;
    expect(answer).toEqual({ kind: 'ahead', head: { ...head, step: base, state: run.state } });
    expect(head.consumed).toBe(1);
  });

  it('repeated word for word is answered with the head: it is done once', async () => {
    const instance = await rig.start('steps');
    await variables(instance, { a: 1 });
    const request = await requestFor(instance);
    const answers = await Promise.all([1, 2, 3, 4].map(() => rig.store.commit(request)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['ahead', 'ahead', 'ahead', 'committed']);
    expect(await rig.one('select count(*)::int as steps from steps where instance = $1', instance)).toEqual({
      steps: 2,
    });
  });

  it('decides between attempts that saw different inputs: one is written, the others get its head', async () => {
    for (let round = 0; round < 10; round++) {
      const instance = await rig.start('steps');
      const requests: StepRequest[] = [];
      for (let i = 0; i < 5; i++) {
        await variables(instance, { [`v${i}`]: i });
        requests.push(await requestFor(instance));
      }
      const answers = await Promise.all(requests.map((request) => rig.store.commit(request)));
      const written = answers.findIndex(({ kind }) => kind === 'committed');
      const heads = answers.flatMap((answer) => (answer.kind === 'ahead' ? [answer.head] : []));
      expect(heads).toHaveLength(4);
      for (const head of heads) expect(head).toMatchObject({ consumed: written + 1, state: requests[written]!.state });
      await rig.hosts.drain();
    }
  });

  it('without inputs asks for the head and writes nothing', async () => {
    const instance = await rig.start('steps');
    await variables(instance, { a: 1 });
    await rig.store.commit(await requestFor(instance));
    const before = await everything(instance);
    const answer = await rig.store.commit({ instance: instance.toString() });
    expect(answer).toMatchObject({
      kind: 'ahead',
      head: { step: 2, consumed: 1, state: { variables: { e1: { a: 1 } } } },
    });
    expect(await everything(instance)).toEqual(before);
  });

  it('for an instance that is not there says so', async () => {
    const instance = await rig.start('steps');
    await variables(instance, { a: 1 });
    const request = await requestFor(instance);
    const nowhere = { ...request, instance: (1n << 39n).toString() };
    expect(await rig.store.commit(nowhere)).toEqual({ kind: 'gone' });
    expect(await rig.store.commit({ instance: nowhere.instance })).toEqual({ kind: 'gone' });
  });
});

describe('the commit that ends an instance', () => {
  it('closes all that was open and gives every open input its outcome', async () => {
    const instance = await rig.start('everything', { key: 'k' });
    await rig.hosts.drain();
    await accept(instance, 'cancel', {});
    const request = await requestFor(instance);
    await variables(instance, { late: 1 });
    await rig.one(`select publish_message('reply', 'k', null, '{}', now(), 0)`);

    await rig.store.commit(request);

    expect(
      await rig.all(
        'select number, outcome, reason from inputs where instance = $1 and number > 0 order by number',
        instance,
      ),
    ).toEqual([
      { number: 1, outcome: 'applied', reason: null },
      { number: 2, outcome: 'superseded', reason: 'the instance has ended' },
      { number: 3, outcome: 'superseded', reason: 'the instance has ended' },
    ]);
    const open = await rig.one(
      `select (select count(*)::int from jobs where instance = $1 and state in ('open', 'answered', 'blocked')) as jobs,
        (select count(*)::int from user_tasks where instance = $1 and state in ('open', 'answered')) as tasks,
        (select count(*)::int from timers where instance = $1) as timers,
        (select count(*)::int from message_subscriptions where instance = $1 and state <> 'closed') as subscriptions,
        (select count(*)::int from own_activities where instance = $1) as activities,
        (select count(*)::int from incidents where instance = $1 and state = 'active') as incidents,
        (select count(*)::int from element_instances where instance = $1 and state = 'active') as elements`,
      instance,
    );
    expect(open).toEqual({ jobs: 0, tasks: 0, timers: 0, subscriptions: 0, activities: 0, incidents: 0, elements: 0 });
    expect(await rig.one('select unsent, ended from inboxes where instance = $1', instance)).toEqual({
      unsent: false,
      ended: true,
    });
    expect(
      await rig.one('select status, ended_at is not null as ended from process_instances where number = $1', instance),
    ).toEqual({
      status: 'terminated',
      ended: true,
    });
  });

  it('is not sent anything any more', async () => {
    await rig.hosts.drain();
    const instance = await rig.start('steps');
    await accept(instance, 'cancel', {});
    const [leased] = await rig.store.outbox.lease(50);
    await rig.hosts.take(instance, leased!.inputs);
    await rig.store.outbox.sent([leased!]);
    expect(await rig.one('select unsent from inboxes where instance = $1', instance)).toEqual({ unsent: false });
    expect(await rig.store.outbox.lease(50)).toEqual([]);
  });
});
