import type { Ending, Step } from '../expected.js';
import type { World } from '../world.js';
import { completed, DAY, done, incident, job, LETTER_LIFE, task } from './steps.js';

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
