import type { Lot } from './lot.js';
import { MINUTE, own, SECOND, task, timer } from './steps.js';

/** Due when the dump is loaded, not when it is taken. */
const SOON = 'PT10M';
/** Due when the dump is taken, and nobody was there to notice. */
export const OVERDUE_MS = 45 * SECOND;
const OVERDUE = `PT${OVERDUE_MS / SECOND}S`;
export const waiting = (wait: string) => (id: string) => ({ id, wait });

export const timers: readonly Lot[] = [
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
