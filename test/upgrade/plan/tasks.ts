import type { Lot, Variables } from './lot.js';
import { job, own, task } from './steps.js';

const planned = (id: string, i: number): Variables => ({
  id,
  who: i % 2 ? 'engineer' : 'admin',
  due: '2027-01-31T18:00:00+03:00',
  followUp: '2027-01-15T09:00:00+03:00',
  priority: 10 * (i + 3),
});

export const tasks: readonly Lot[] = [
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
