import type { ComponentType, HTMLAttributes } from 'react';
import type { RouteObject } from 'react-router';
import type { Permission } from '../../api/access/permissions.js';
import type shell from '../i18n/en/shell.json';
import { mailArea } from '../pages/mail/area.js';
import { operationsArea } from '../pages/operations/area.js';
import { processesArea } from '../pages/processes/area.js';
import { queueArea } from '../pages/queue/area.js';
import { tasksArea } from '../pages/tasks/area.js';

/** A part of the application with its own place in the navigation. Its pages are loaded when they are entered. */
export interface Area {
  /** Name of its label in the shell's texts. */
  readonly name: keyof (typeof shell)['areas'];
  /** Where its link leads: `/processes`. */
  readonly path: string;
  /** The key after `g` that goes there. */
  readonly key: string;
  readonly icon: ComponentType<HTMLAttributes<HTMLElement>>;
  /** Who may enter. */
  readonly permission: Permission;
  /** Its pages, below the layout; paths start at the root. */
  readonly routes: readonly RouteObject[];
}

/** All areas, in the order of the navigation; a person starts in the first that they may enter. */
export const areas: readonly Area[] = [queueArea, tasksArea, operationsArea, processesArea, mailArea];
