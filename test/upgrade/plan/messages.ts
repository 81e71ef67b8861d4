import type { World } from '../world.js';
import type { Lot, Variables } from './lot.js';
import { job, LETTER_LIFE, message, own, task, timer } from './steps.js';

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

export const messages: readonly Lot[] = [
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
