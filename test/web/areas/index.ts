import type { ListShots, PageShots } from './area-shots.js';
import { letters } from './mail.js';
import { instancesList } from './operations.js';
import { drawing, processesList } from './processes.js';
import { tasksList } from './tasks.js';

/** Lists, taken empty, short, long, loading and failing. */
export const lists: readonly ListShots[] = [processesList, instancesList, tasksList, letters];

/** Pages taken as they are. */
export const pages: readonly PageShots[] = [drawing];
