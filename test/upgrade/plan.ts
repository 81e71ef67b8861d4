import type { Ending, Step } from './expected.js';
import { ROBOTS, SHY } from './models.js';
import type { World } from './world.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

type Variables = Readonly<Record<string, unknown>>;

/**
 * When instances are made.
 * - `ended`: they have ended when the dump is taken.
 * - `early`: before second versions are deployed and the Temporal workers of somebody else are stopped.
 * - `resting`: they wait, and the engine has nothing to do.
 * - `late`: right before the worker is stopped.
 * - `cut off`: after that, so that nothing has been done for them but what the API does by itself.
 */
export type When = 'ended' | 'early' | 'resting' | 'late' | 'cut off';

/** Instances of a kind. */
export interface Lot {
  /** Its instances are called `name-0`, `name-1` …: their business ids. */
  readonly name: string;
  readonly process: string;
  readonly count: number;
  readonly when: When;
  readonly what: string;
  readonly variables?: (id: string, i: number) => Variables;
  /** How it is started; absent: over the API. */
  readonly begin?: (world: World, id: string, variables: Variables) => Promise<string>;
  /** What is done to it before the dump is taken. */
  readonly arrange?: (world: World, key: string, id: string, i: number) => Promise<unknown>;
  readonly finish: readonly Step[] | ((id: string, i: number) => readonly Step[]);
  readonly ends?: Ending;
  readonly leaves?: Variables;
  /** Of its children, all generations, where it is not what `later` says. */
  readonly childrenFinish?: readonly Step[];
}

const job = (type: string, times = 1): Step => ({ do: 'job', type, ...(times > 1 && { times }) });
const task = (element = 'check', times = 1): Step => ({ do: 'task', element, ...(times > 1 && { times }) });
const timer = (element: string): Step => ({ do: 'timer', element });
const incident = (type: string, more: { readonly variables?: Variables; readonly retries?: number } = {}): Step => ({
  do: 'incident',
  type,
  ...more,
});
const message = (name: string, key: string, variables: Variables = {}): Step => ({
  do: 'message',
  name,
  key,
  variables,
});
const greeting: Step = { do: 'activity', taskQueue: ROBOTS, activity: 'greet' };
const children: Step = { do: 'children' };

const own = (id: string): Variables => ({ id });
const typed = (id: string): Variables => ({
  id,
  type: `work-of-${id}`,
  order: {
    number: 4711,
    lines: [
      { article: 'Картридж', price: 1_290.5 },
      { article: 'Бумага', price: null },
    ],
  },
});
const itemised =
  (count: number, more: Variables = {}) =>
  (id: string) => ({
    id,
    items: Array.from({ length: count }, (_, i) => i + 1),
    ...more,
  });
const typeOf = (id: string) => [job(`work-of-${id}`)];
const completed = async (world: World, key: string) => world.completeJob(await world.job(key));
const done = async (world: World, key: string) => world.completeTask(await world.task(key), { checked: true });
const due = (world: World, what: string, key: string) =>
  world.one(
    what,
    `select 1 where not exists (select 1 from process_instances where number = $1::bigint >> 23 and status = 'active')`,
    key,
  );

const LETTER_LIFE = 3_650 * DAY;

/** What a call activity, a message or a timer begins, and a ticket: how each comes to its end. */
export const later: Readonly<Record<string, readonly Step[]>> = {
  child: [job('child-work')],
  'child-task': [task()],
  parent: [children],
  'by-message': [job('order-work')],
  monthly: [],
  'on-a-date': [job('dated-work')],
  once: [job('once-work')],
  'profman-ticket': [{ do: 'task', element: 'solve', variables: { result: 'Сделано после обновления.' } }],
};

/** Thirty that have ended: twenty completed (one of them a ticket, see `tickets.ts`), ten terminated. */
const ended: readonly Lot[] = [
  {
    name: 'done-job',
    process: 'job',
    count: 5,
    when: 'ended',
    what: 'completed job',
    variables: typed,
    arrange: completed,
    finish: [],
  },
  {
    name: 'done-task',
    process: 'task',
    count: 4,
    when: 'ended',
    what: 'completed task',
    variables: own,
    arrange: done,
    finish: [],
  },
  {
    name: 'done-message',
    process: 'message',
    count: 2,
    when: 'ended',
    what: 'message that came',
    variables: own,
    arrange: (world, _key, id) => world.publish('answer', id, { text: 'Да' }),
    finish: [],
  },
  {
    name: 'done-timer',
    process: 'near-timer',
    count: 2,
    when: 'ended',
    what: 'timer that fired',
    variables: (id) => ({ id, wait: 'PT0.3S' }),
    arrange: (world, key) => due(world, 'the timer', key),
    finish: [],
  },
  {
    name: 'done-parent',
    process: 'parent',
    count: 2,
    when: 'ended',
    what: 'child that completed',
    variables: own,
    arrange: async (world, key) => completed(world, (await world.children(key, 1))[0]!),
    finish: [],
  },
  {
    name: 'done-each',
    process: 'each-job',
    count: 1,
    when: 'ended',
    what: 'multi-instance that completed',
    variables: itemised(2, { factor: 3 }),
    async arrange(world, key) {
      await completed(world, key);
      await completed(world, key);
    },
    finish: [],
  },
  {
    name: 'done-robot',
    process: 'robot',
    count: 1,
    when: 'ended',
    what: 'own activity that completed',
    variables: own,
    arrange: (world, key) => due(world, 'the own activity', key),
    finish: [],
  },
  ...(
    [
      ['job', 2],
      ['task', 2],
      ['far-timer', 2],
      ['either', 1],
      ['message', 1],
    ] as const
  ).map(([process, count]): Lot => ({
    name: `cancelled-${process}`,
    process,
    count,
    when: 'ended',
    what: 'cancelled',
    variables: typed,
    arrange: (world, key) => world.cancel(key),
    finish: [],
    ends: 'terminated',
  })),
  {
    name: 'cancelled-parent',
    process: 'parent',
    count: 1,
    when: 'ended',
    what: 'cancelled with its child',
    variables: own,
    async arrange(world, key) {
      const [child] = await world.children(key, 1);
      await world.cancel(key);
      await due(world, 'the child', child!);
    },
    finish: [],
    ends: 'terminated',
  },
];

const jobs: readonly Lot[] = [
  { name: 'job-open', process: 'job', count: 6, when: 'resting', what: 'open job', variables: typed, finish: typeOf },
  {
    name: 'job-locked',
    process: 'job',
    count: 4,
    when: 'resting',
    what: 'job locked by a worker for thirty days',
    variables: typed,
    arrange: (world, _key, id) => world.activate(`work-of-${id}`, 30 * DAY),
    finish: typeOf,
  },
  {
    name: 'job-lapsed',
    process: 'job',
    count: 2,
    when: 'resting',
    what: 'job whose lock has run out',
    variables: typed,
    arrange: (world, _key, id) => world.activate(`work-of-${id}`, SECOND),
    finish: typeOf,
  },
  {
    name: 'job-backing-off',
    process: 'job',
    count: 3,
    when: 'resting',
    what: 'failed job that backs off for thirty days; its failure brought variables',
    variables: typed,
    arrange: async (world, _key, id) =>
      world.failJob(await world.activate(`work-of-${id}`, MINUTE), 2, 30 * DAY, { 'tries so far': 1 }),
    finish: typeOf,
  },
  {
    name: 'job-backed-off',
    process: 'job',
    count: 2,
    when: 'resting',
    what: 'failed job whose back-off is over',
    variables: typed,
    arrange: async (world, _key, id) => world.failJob(await world.activate(`work-of-${id}`, MINUTE), 1, SECOND),
    finish: typeOf,
  },
  {
    name: 'job-spent',
    process: 'job',
    count: 3,
    when: 'resting',
    what: 'job without retries: incident',
    variables: typed,
    arrange: async (world, _key, id) => world.failJob(await world.activate(`work-of-${id}`, MINUTE), 0),
    finish: (id) => [incident('JOB_NO_RETRIES', { retries: 2 }), ...typeOf(id)],
  },
  {
    name: 'failing',
    process: 'failing',
    count: 2,
    when: 'resting',
    what: 'open job with an error boundary event',
    variables: own,
    finish: [job('failing-work')],
  },
  {
    name: 'varied',
    process: 'varied',
    count: 3,
    when: 'resting',
    what: 'job of a send task or a message throw event, behind a script and a link',
    variables: (id) => ({ id, amount: 21 }),
    arrange: (world, key, _id, i) => (i === 0 ? completed(world, key) : Promise.resolve()),
    finish: (_id, i) => [...(i === 0 ? [] : [job('varied-send')]), job('varied-throw')],
    leaves: { twice: 42 },
  },
];

const planned = (id: string, i: number): Variables => ({
  id,
  who: i % 2 ? 'engineer' : 'admin',
  due: '2027-01-31T18:00:00+03:00',
  followUp: '2027-01-15T09:00:00+03:00',
  priority: 10 * (i + 3),
});

const tasks: readonly Lot[] = [
  {
    name: 'task-unassigned',
    process: 'task',
    count: 5,
    when: 'resting',
    what: 'task of nobody, for a group',
    variables: own,
    async arrange(world, key, _id, i) {
      if (i !== 4) return;
      const changeset = {
        candidateUsers: ['engineer'],
        candidateGroups: [],
        dueDate: '2027-02-01T00:00:00Z',
        priority: 90,
      };
      await world.must('PATCH', `/v2/user-tasks/${await world.task(key)}`, { changeset });
    },
    finish: [task()],
  },
  {
    name: 'task-assigned',
    process: 'task',
    count: 5,
    when: 'resting',
    what: 'task that somebody has',
    variables: own,
    arrange: async (world, key, _id, i) => world.assign(await world.task(key), i < 2 ? 'admin' : 'engineer'),
    finish: [task()],
  },
  {
    name: 'task-planned',
    process: 'planned-task',
    count: 3,
    when: 'resting',
    what: 'task with assignee, dates and priority from variables',
    variables: planned,
    finish: [task()],
  },
  {
    name: 'task-form',
    process: 'form-task',
    count: 2,
    when: 'resting',
    what: 'task with a form in its diagram',
    variables: own,
    finish: [{ do: 'task', element: 'fill', variables: { sum: 12.5 } }],
    leaves: { sum: 12.5 },
  },
  {
    name: 'task-form-id',
    process: 'form-id-task',
    count: 1,
    when: 'resting',
    what: 'task with the id of a form',
    variables: own,
    finish: [task('fill')],
  },
  {
    name: 'version-one',
    process: 'versioned',
    count: 2,
    when: 'early',
    what: 'task of a version that is not the newest',
    variables: own,
    finish: [task()],
  },
  {
    name: 'version-two',
    process: 'versioned',
    count: 2,
    when: 'resting',
    what: 'task of the newest version, then a job',
    variables: own,
    finish: [task(), job('version-work')],
  },
];

/** Due when the dump is loaded, not when it is taken. */
const SOON = 'PT10M';
/** Due when the dump is taken, and nobody was there to notice. */
export const OVERDUE_MS = 45 * SECOND;
const OVERDUE = `PT${OVERDUE_MS / SECOND}S`;
const waiting = (wait: string) => (id: string) => ({ id, wait });

const timers: readonly Lot[] = [
  {
    name: 'far',
    process: 'far-timer',
    count: 7,
    when: 'resting',
    what: 'timer of thirty days',
    variables: own,
    finish: [timer('month')],
  },
  {
    name: 'working',
    process: 'working-timer',
    count: 3,
    when: 'resting',
    what: 'timer of a hundred hours of working time',
    variables: own,
    finish: [timer('hours')],
  },
  {
    name: 'guarded-task',
    process: 'guarded-task',
    count: 4,
    when: 'resting',
    what: 'task with boundary timers, thirty days interrupting and twenty not',
    variables: own,
    finish: (_id, i) => (i < 3 ? [task()] : [timer('reminder'), timer('late')]),
  },
  {
    name: 'repeating',
    process: 'repeating-task',
    count: 3,
    when: 'resting',
    what: 'task with a boundary timer that repeats each ten days; one turn is behind it, two to four are to come',
    variables: (id, i) => ({ id, cycle: `R${i + 3}/${new Date(Date.now() - 60 * MINUTE).toISOString()}/P10D` }),
    arrange: (world, key) =>
      world.one(
        'the first turn',
        `select 1 from variables where instance = $1::bigint >> 23 and name = 'turns' and value = '1'`,
        key,
      ),
    finish: [task()],
  },
  {
    name: 'near',
    process: 'near-timer',
    count: 4,
    when: 'late',
    what: 'timer that is due ten minutes after its start, after the dump was taken',
    variables: waiting(SOON),
    finish: [timer('soon')],
  },
  {
    name: 'overdue',
    process: 'near-timer',
    count: 4,
    when: 'late',
    what: 'timer that was due while the worker was away, before the dump was taken',
    variables: waiting(OVERDUE),
    finish: [timer('soon')],
  },
  {
    name: 'near-guarded',
    process: 'guarded-job',
    count: 2,
    when: 'late',
    what: 'job with an interrupting boundary timer that is due ten minutes after its start',
    variables: waiting(SOON),
    finish: [timer('late'), task('escalated')],
  },
  {
    name: 'overdue-guarded',
    process: 'guarded-job',
    count: 2,
    when: 'late',
    what: 'job with an interrupting boundary timer that was due while the worker was away',
    variables: waiting(OVERDUE),
    finish: [timer('late'), task('escalated')],
  },
];

/** A message starts it; a second one with the same key waits in the buffer until it has ended. */
async function ordered(world: World, id: string, variables: Variables): Promise<string> {
  await world.publish('order', id, variables, { timeToLive: LETTER_LIFE, messageId: `${id}-first` });
  const sql = `select ((number << 23) | 1)::text from process_instances where start_correlation = $1`;
  const key = await world.one<string>(`the instance of ${id}`, sql, id);
  await world.publish(
    'order',
    id,
    { ...variables, second: true },
    { timeToLive: LETTER_LIFE, messageId: `${id}-second` },
  );
  return key;
}

const messages: readonly Lot[] = [
  {
    name: 'message',
    process: 'message',
    count: 6,
    when: 'resting',
    what: 'open subscription of a catch event',
    variables: own,
    finish: (id) => [message('answer', id, { text: 'Ответ' })],
  },
  {
    name: 'receiving',
    process: 'receiving',
    count: 2,
    when: 'resting',
    what: 'open subscription of a receive task',
    variables: own,
    finish: (id) => [message('parcel', id)],
  },
  {
    name: 'noted-task',
    process: 'noted-task',
    count: 3,
    when: 'resting',
    what: 'task with a message boundary event that does not interrupt; one has had a message',
    variables: own,
    arrange: (world, _key, id, i) => (i === 1 ? world.publish('note', id, { note: 'первая' }) : Promise.resolve()),
    finish: [task()],
  },
  {
    name: 'later-message',
    process: 'later-message',
    count: 4,
    when: 'resting',
    what: 'task, behind which a message is awaited that lies in the buffer already',
    variables: own,
    arrange: (world, _key, id) =>
      world.publish('letter', id, { text: 'Давно лежит' }, { timeToLive: LETTER_LIFE, messageId: `${id}-letter` }),
    finish: [task()],
    leaves: { text: 'Давно лежит' },
  },
  {
    name: 'by-message',
    process: 'by-message',
    count: 3,
    when: 'resting',
    what: 'job of an instance that a message has started; its end lets a buffered one start the next',
    variables: own,
    begin: ordered,
    finish: [job('order-work')],
  },
  {
    name: 'either',
    process: 'either',
    count: 5,
    when: 'resting',
    what: 'event-based gateway: a message, a timer of thirty days or a receive task',
    variables: own,
    finish: (id, i) => [[message('go', id), timer('waited'), message('stop', id)][i % 3]!],
  },
];

const families: readonly Lot[] = [
  {
    name: 'parent',
    process: 'parent',
    count: 3,
    when: 'resting',
    what: 'child with a job',
    variables: own,
    finish: [children],
  },
  {
    name: 'grandparent',
    process: 'grandparent',
    count: 3,
    when: 'resting',
    what: 'child with a child with a job',
    variables: own,
    finish: [children],
  },
  {
    name: 'children',
    process: 'children',
    count: 2,
    when: 'resting',
    what: 'three children at once',
    variables: itemised(3),
    arrange: (world, key, _id, i) => (i === 1 ? firstChild(world, key, 3) : Promise.resolve()),
    finish: [children],
  },
  {
    name: 'in-turn',
    process: 'children-in-turn',
    count: 2,
    when: 'resting',
    what: 'one child after the other, each with a task',
    variables: itemised(2),
    finish: [children],
  },
  {
    name: 'blocked-child',
    process: 'parent',
    count: 1,
    when: 'resting',
    what: 'child whose job has no retries: incident there',
    variables: own,
    arrange: async (world, key) => world.failJob(await world.job((await world.children(key, 1))[0]!), 0),
    finish: [children],
    childrenFinish: [incident('JOB_NO_RETRIES', { retries: 1 }), job('child-work')],
  },
];

async function firstChild(world: World, key: string, count: number): Promise<void> {
  await completed(world, (await world.children(key, count))[0]!);
  await world.settle();
}

const loops: readonly Lot[] = [
  {
    name: 'each-job',
    process: 'each-job',
    count: 3,
    when: 'resting',
    what: 'multi-instance, three jobs at once, results gathered; of two one is done',
    variables: itemised(3, { factor: 2 }),
    arrange: (world, key, _id, i) => (i > 0 ? completed(world, key) : Promise.resolve()),
    finish: (_id, i) => [job('each-work', i > 0 ? 2 : 3)],
    leaves: { results: [2, 4, 6] },
  },
  {
    name: 'each-task',
    process: 'each-task-in-turn',
    count: 3,
    when: 'resting',
    what: 'multi-instance, one task after the other; of one the second is open',
    variables: itemised(3),
    arrange: (world, key, _id, i) => (i === 1 ? done(world, key) : Promise.resolve()),
    finish: (_id, i) => [task('check', i === 1 ? 2 : 3)],
  },
  {
    name: 'each-sub',
    process: 'each-sub',
    count: 2,
    when: 'resting',
    what: 'multi-instance sub-process, in each a job with a boundary timer',
    variables: itemised(2),
    finish: [job('sub-work', 2)],
  },
  {
    name: 'each-until',
    process: 'each-until',
    count: 1,
    when: 'resting',
    what: 'multi-instance that ends with the second of four; one is done',
    variables: itemised(4),
    arrange: completed,
    finish: [job('until-work')],
  },
  {
    name: 'join',
    process: 'join',
    count: 2,
    when: 'resting',
    what: 'parallel join with one token parked, job or task to come',
    variables: own,
    arrange: (world, key, _id, i) => (i === 0 ? completed(world, key) : done(world, key)),
    finish: (_id, i) => [i === 0 ? task('b') : job('join-a')],
  },
  {
    name: 'or-join',
    process: 'or-join',
    count: 2,
    when: 'resting',
    what: 'inclusive join that waits for one of two',
    variables: (id) => ({ id, amount: 30 }),
    arrange: completed,
    finish: [job('or-b')],
  },
  {
    name: 'scopes',
    process: 'scopes',
    count: 4,
    when: 'resting',
    what: 'sub-process with a job, event sub-processes (message, timer) and a message boundary event; one runs aside',
    variables: own,
    arrange: (world, _key, id, i) => (i === 1 ? world.publish('nudge', id) : Promise.resolve()),
    finish: (id, i) =>
      [[job('scope-work')], [task('look'), job('scope-work')], [message('halt', id)], [timer('limited')]][i]!,
  },
  {
    name: 'large',
    process: 'large',
    count: 1,
    when: 'resting',
    what: 'task with a boundary timer and a variable of 300 kB, which does not go into histories',
    variables: (id) => ({ id, text: 'Очень длинный ответ. '.repeat(8_000) }),
    finish: [task()],
  },
];

const robots: readonly Lot[] = [
  {
    name: 'robot',
    process: 'robot',
    count: 5,
    when: 'resting',
    what: 'own activity in flight, whose worker is not there',
    variables: own,
    finish: [greeting],
    leaves: { greeting: 'hello' },
  },
  {
    name: 'guarded-robot',
    process: 'guarded-robot',
    count: 2,
    when: 'resting',
    what: 'own activity in flight with a boundary timer of thirty days',
    variables: own,
    finish: [greeting],
  },
  {
    name: 'robots',
    process: 'robots',
    count: 2,
    when: 'resting',
    what: 'two own activities in flight at once',
    variables: itemised(2),
    finish: [greeting],
  },
  {
    name: 'shy-robot',
    process: 'shy-robot',
    count: 2,
    when: 'early',
    what: 'own activity that failed: incident',
    variables: own,
    arrange: (world, key) => world.incident(key),
    finish: [incident('ACTIVITY_FAILED'), { do: 'activity', taskQueue: SHY, activity: 'dare' }],
  },
];

const obstacles: readonly Lot[] = [
  {
    name: 'condition',
    process: 'condition',
    count: 2,
    when: 'resting',
    what: 'no condition holds: incident',
    variables: (id) => ({ id, amount: 50 }),
    finish: [incident('CONDITION_ERROR', { variables: { amount: 500 } })],
  },
  {
    name: 'input-mapping',
    process: 'input-mapping',
    count: 2,
    when: 'resting',
    what: 'the expression of an input mapping fails: incident',
    variables: own,
    finish: [incident('IO_MAPPING_ERROR', { variables: { amount: 3 } }), job('mapped-work')],
  },
  {
    name: 'output-mapping',
    process: 'output-mapping',
    count: 1,
    when: 'resting',
    what: 'the expression of an output mapping fails behind a completed job: incident',
    variables: own,
    arrange: completed,
    finish: [incident('IO_MAPPING_ERROR', { variables: { sum: 7 } })],
    leaves: { total: 7 },
  },
  {
    name: 'correlation-key',
    process: 'correlation-key',
    count: 2,
    when: 'resting',
    what: 'the correlation key is none: incident',
    variables: own,
    finish: (id) => [
      incident('EXTRACT_VALUE_ERROR', { variables: { customer: `customer-of-${id}` } }),
      message('reply', `customer-of-${id}`),
    ],
  },
  {
    name: 'collection',
    process: 'collection',
    count: 1,
    when: 'resting',
    what: 'the collection of a multi-instance is none: incident',
    variables: own,
    finish: [incident('EXTRACT_VALUE_ERROR', { variables: { items: ['a', 'b'] } }), job('collected-work', 2)],
  },
  {
    name: 'called-by-name',
    process: 'called-by-name',
    count: 1,
    when: 'resting',
    what: 'the called process is not there: incident',
    variables: (id) => ({ id, called: 'nobody' }),
    finish: [incident('CALLED_ELEMENT_ERROR', { variables: { called: 'child' } }), children],
  },
  {
    name: 'unhandled',
    process: 'unhandled',
    count: 2,
    when: 'resting',
    what: 'an error of a job that nothing catches: incident',
    variables: own,
    arrange: async (world, key) => world.throwError(await world.job(key), 'E-UNKNOWN'),
    finish: [incident('UNHANDLED_ERROR_EVENT'), job('unhandled-work')],
  },
  {
    name: 'calendar',
    process: 'calendar',
    count: 2,
    when: 'resting',
    what: 'task whose boundary timer counts in a calendar that is not there: incident',
    variables: (id) => ({ id, calendar: 'nowhere' }),
    finish: [incident('EXTRACT_VALUE_ERROR', { variables: { calendar: 'profman-support' } }), task()],
  },
  {
    name: 'left-over',
    process: 'left-over',
    count: 1,
    when: 'resting',
    what: 'a token is left over at a join: incident',
    variables: own,
    arrange: completed,
    finish: [incident('TOKEN_LEFT_OVER')],
  },
];

/** Started when the worker is stopped: what only it does is not done. */
const cutOff: readonly Lot[] = [
  {
    name: 'cut-off-timer',
    process: 'far-timer',
    count: 2,
    when: 'cut off',
    what: 'timer of thirty days, no workflow yet',
    variables: own,
    finish: [timer('month')],
  },
  {
    name: 'cut-off-overdue',
    process: 'near-timer',
    count: 2,
    when: 'cut off',
    what: 'timer that was due before the dump was taken, no workflow yet',
    variables: waiting('PT3S'),
    finish: [timer('soon')],
  },
  {
    name: 'cut-off-parent',
    process: 'parent',
    count: 2,
    when: 'cut off',
    what: 'child that is asked for and not opened',
    variables: own,
    finish: [children],
  },
  {
    name: 'cut-off-children',
    process: 'children',
    count: 1,
    when: 'cut off',
    what: 'three children that are asked for and not opened',
    variables: itemised(3),
    finish: [children],
  },
  {
    name: 'cut-off-robot',
    process: 'robot',
    count: 2,
    when: 'cut off',
    what: 'own activity that nobody has begun, no workflow yet',
    variables: own,
    finish: [greeting],
    leaves: { greeting: 'hello' },
  },
  {
    name: 'cut-off-calendar',
    process: 'calendar',
    count: 1,
    when: 'cut off',
    what: 'task; that its timer cannot be reckoned is an open input of its own (timer.failed)',
    variables: (id) => ({ id, calendar: 'nowhere' }),
    finish: [incident('EXTRACT_VALUE_ERROR', { variables: { calendar: 'profman-support' } }), task()],
  },
  {
    name: 'cut-off-message',
    process: 'first-message',
    count: 2,
    when: 'cut off',
    what: 'a buffered message that was there before its subscription: an open input since the start',
    variables: own,
    async begin(world, id, variables) {
      await world.publish('early-letter', id, { text: 'раньше' }, { timeToLive: LETTER_LIFE });
      return world.start('first-message', id, variables, ['cut-off-message']);
    },
    finish: [],
    leaves: { text: 'раньше' },
  },
];

export const lots: readonly Lot[] = [
  ...ended,
  ...jobs,
  ...tasks,
  ...timers,
  ...messages,
  ...families,
  ...loops,
  ...robots,
  ...obstacles,
  ...cutOff,
];

/** A command that is accepted while the worker is stopped. */
export interface LastCommand {
  /** The instance that it is about; absent: none that is there. */
  readonly on?: string;
  readonly what: string;
  readonly send: (world: World, key: string) => Promise<unknown>;
  /** What is left to do then, if that is not what it was. */
  readonly finish?: readonly Step[];
  readonly ends?: Ending;
  /** Of its children, all generations. */
  readonly children?: { readonly finish: readonly Step[]; readonly ends: Ending };
}

const withdrawn = { finish: [], ends: 'terminated' } as const;

export const lastCommands: readonly LastCommand[] = [
  { on: 'job-open-0', what: 'job.completed', send: (world, key) => completed(world, key), finish: [] },
  {
    on: 'job-open-1',
    what: 'job.completed with variables',
    send: async (world, key) => world.completeJob(await world.job(key), { result: { ok: true, text: 'готово' } }),
    finish: [],
  },
  {
    on: 'job-open-2',
    what: 'job.failed: no retries are left',
    send: async (world, key) => world.failJob(await world.job(key), 0),
    finish: [incident('JOB_NO_RETRIES', { retries: 1 }), job('work-of-job-open-2')],
  },
  {
    on: 'job-open-3',
    what: 'variables.set by a failure with retries left',
    send: async (world, key) => world.failJob(await world.job(key), 1, 30 * DAY, { why: 'позже' }),
  },
  {
    on: 'job-locked-0',
    what: 'job.completed of a locked job',
    send: (world, key) => completed(world, key),
    finish: [],
  },
  {
    on: 'job-spent-0',
    what: 'incident.resolved, after new retries',
    async send(world, key) {
      await world.must('PATCH', `/v2/jobs/${await world.job(key)}`, { changeset: { retries: 2 } });
      await world.resolve(await world.incident(key));
    },
    finish: [job('work-of-job-spent-0')],
  },
  {
    on: 'condition-0',
    what: 'variables.set and incident.resolved',
    async send(world, key) {
      await world.setVariables(key, { amount: 1_000 });
      await world.resolve(await world.incident(key));
    },
    finish: [],
  },
  {
    on: 'failing-0',
    what: 'job.errored, which a boundary event catches',
    send: async (world, key) => world.throwError(await world.job(key), 'E1'),
    finish: [task('mend')],
  },
  {
    on: 'each-job-0',
    what: 'job.completed of one of three',
    send: (world, key) => completed(world, key),
    finish: [job('each-work', 2)],
  },
  {
    on: 'join-1',
    what: 'job.completed, the last token of a join',
    send: (world, key) => completed(world, key),
    finish: [],
  },
  {
    on: 'parent-0',
    what: 'job.completed in a child',
    send: async (world, key) => completed(world, (await world.children(key, 1))[0]!),
    children: { finish: [], ends: 'completed' },
  },
  { on: 'task-unassigned-0', what: 'task.completed', send: (world, key) => done(world, key), finish: [] },
  {
    on: 'task-assigned-0',
    what: 'task.completed of one that somebody has',
    send: (world, key) => done(world, key),
    finish: [],
  },
  {
    on: 'task-form-0',
    what: 'task.completed with the values of a form',
    send: async (world, key) => world.completeTask(await world.task(key), { sum: 12.5 }),
    finish: [],
  },
  {
    on: 'each-task-0',
    what: 'task.completed, the first of three in turn',
    send: (world, key) => done(world, key),
    finish: [task('check', 2)],
  },
  {
    on: 'message-0',
    what: 'message.received',
    send: (world) => world.publish('answer', 'message-0', { text: 'Вот' }),
    finish: [],
  },
  {
    on: 'noted-task-0',
    what: 'message.received twice, aside of a task',
    async send(world) {
      await world.publish('note', 'noted-task-0', { note: 'раз' });
      await world.publish('note', 'noted-task-0', { note: 'два' });
    },
  },
  {
    on: 'either-0',
    what: 'message.received by an event-based gateway',
    send: (world) => world.publish('go', 'either-0'),
    finish: [],
  },
  {
    on: 'scopes-0',
    what: 'message.received that starts an event sub-process',
    send: (world) => world.publish('nudge', 'scopes-0'),
    finish: [task('look'), job('scope-work')],
  },
  { on: 'far-0', what: 'cancel', send: (world, key) => world.cancel(key), finish: [], ends: 'terminated' },
  {
    on: 'grandparent-0',
    what: 'cancel of one with children in two generations',
    send: (world, key) => world.cancel(key),
    finish: [],
    ends: 'terminated',
    children: withdrawn,
  },
  {
    on: 'robot-0',
    what: 'cancel of one with an own activity',
    send: (world, key) => world.cancel(key),
    finish: [],
    ends: 'terminated',
  },
  {
    on: 'far-1',
    what: 'variables.set',
    send: (world, key) => world.setVariables(key, { note: 'пока ждём', nested: { a: [1, 2.5, null] } }),
  },
  {
    what: 'two messages that start instances: rows in `starts`',
    async send(world) {
      await world.publish('order', 'cut-off-order-0', { id: 'cut-off-order-0' }, { timeToLive: LETTER_LIFE });
      await world.publish('order', '', { id: 'cut-off-order-1' });
    },
  },
];
