import type { World } from '../world.js';
import type { Lot } from './lot.js';
import { children, completed, incident, itemised, job, own } from './steps.js';

export const parents: readonly Lot[] = [
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
