import { mailArea } from '../pages/mail/area.js';
import { operationsArea } from '../pages/operations/area.js';
import { processesArea } from '../pages/processes/area.js';
import { queueArea } from '../pages/queue/area.js';
import { tasksArea } from '../pages/tasks/area.js';
import type { Area } from './area.js';

/** All areas, in the order of the navigation; a person starts in the first that they may enter. */
export const areas: readonly Area[] = [queueArea, tasksArea, operationsArea, processesArea, mailArea];
