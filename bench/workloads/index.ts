import { eventLoop } from './event-loop.js';
import { fanOut } from './fan-out.js';
import { oneTask } from './one-task.js';
import { startup } from './startup.js';
import { ticket } from './ticket.js';
import { timers } from './timers.js';
import { userTask } from './user-task.js';
import type { Workload } from './workload.js';

/** The workloads that run against the whole product, by name. */
export const workloads: Readonly<Record<string, Workload>> = {
  'one-task': oneTask,
  ticket,
  'user-task': userTask,
  'fan-out': fanOut,
  timers,
  'event-loop': eventLoop,
  startup,
};
