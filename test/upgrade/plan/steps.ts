import type { Step } from '../expected.js';
import { ROBOTS } from '../models.js';
import type { World } from '../world.js';
import type { Variables } from './lot.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;
/** How long messages stay that nobody has heard yet. */
export const LETTER_LIFE = 3_650 * DAY;

export const job = (type: string, times = 1): Step => ({ do: 'job', type, ...(times > 1 && { times }) });
export const task = (element = 'check', times = 1): Step => ({ do: 'task', element, ...(times > 1 && { times }) });
export const timer = (element: string): Step => ({ do: 'timer', element });
export const incident = (
  type: string,
  more: { readonly variables?: Variables; readonly retries?: number } = {},
): Step => ({
  do: 'incident',
  type,
  ...more,
});
export const message = (name: string, key: string, variables: Variables = {}): Step => ({
  do: 'message',
  name,
  key,
  variables,
});
export const greeting: Step = { do: 'activity', taskQueue: ROBOTS, activity: 'greet' };
export const children: Step = { do: 'children' };

export const own = (id: string): Variables => ({ id });
export const typed = (id: string): Variables => ({
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
export const itemised =
  (count: number, more: Variables = {}) =>
  (id: string) => ({
    id,
    items: Array.from({ length: count }, (_, i) => i + 1),
    ...more,
  });
export const typeOf = (id: string) => [job(`work-of-${id}`)];
export const completed = async (world: World, key: string) => world.completeJob(await world.job(key));
export const done = async (world: World, key: string) => world.completeTask(await world.task(key), { checked: true });
export const due = (world: World, what: string, key: string) =>
  world.one(
    what,
    `select 1 where not exists (select 1 from process_instances where number = $1::bigint >> 23 and status = 'active')`,
    key,
  );
