import type { ListShots, PageShots } from './area-shots.js';
import { email, emails } from './mail.js';
import { brokenInstance, instancesList } from './operations.js';
import { drawing, processesList, version } from './processes.js';
import { queueList, ticket, ticketsList } from './queue.js';
import { signInPage } from './sign-in.js';
import { tasksList, taskWithForm } from './tasks.js';

/** Lists, taken empty, short, long, loading and failing. */
export const lists: readonly ListShots[] = [queueList, ticketsList, tasksList, instancesList, processesList, emails];

/** Pages taken as they are. */
export const pages: readonly PageShots[] = [
  ...[signInPage, ticket, taskWithForm, brokenInstance, version, drawing, email],
];
