import { SHY } from '../models.js';
import type { Lot } from './lot.js';
import { greeting, incident, itemised, own } from './steps.js';

export const activities: readonly Lot[] = [
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
