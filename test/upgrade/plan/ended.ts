import type { Lot } from './lot.js';
import { completed, done, due, itemised, own, typed } from './steps.js';

/** Thirty that have ended: twenty completed (one of them a ticket, see `tickets.ts`), ten terminated. */
export const ended: readonly Lot[] = [
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
