import { activities } from './activities.js';
import { parents } from './children.js';
import { cutOff } from './cut-off.js';
import { ended } from './ended.js';
import { jobs } from './jobs.js';
import type { Lot } from './lot.js';
import { messages } from './messages.js';
import { obstacles } from './obstacles.js';
import { tasks } from './tasks.js';
import { timers } from './timers.js';
import { tokens } from './tokens.js';

export { lastCommands } from './last-commands.js';
export { later } from './later.js';
export type { Lot, When } from './lot.js';
export { OVERDUE_MS } from './timers.js';

export const lots: readonly Lot[] = [
  ...ended,
  ...jobs,
  ...tasks,
  ...timers,
  ...messages,
  ...parents,
  ...tokens,
  ...activities,
  ...obstacles,
  ...cutOff,
];
