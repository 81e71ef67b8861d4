import type { Lot } from './lot.js';
import { children, greeting, incident, itemised, LETTER_LIFE, own, task, timer } from './steps.js';
import { waiting } from './timers.js';

/** Started when the worker is stopped: what only it does is not done. */
export const cutOff: readonly Lot[] = [
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
