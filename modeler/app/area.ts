import type { ComponentType, HTMLAttributes } from 'react';
import type { RouteObject } from 'react-router';
import type { Permission } from '../../api/access/permissions.js';
import type shell from '../i18n/en/shell.json';

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
