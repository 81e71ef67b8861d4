import type mail from './en/mail.json';
import type operations from './en/operations.json';
import type processes from './en/processes.json';
import type queue from './en/queue.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';
import type tasks from './en/tasks.json';
import type ticket from './en/ticket.json';

/** Every namespace of texts with its keys, so that a wrong key does not compile. One line for each file. */
export interface Texts {
  readonly shell: typeof shell;
  readonly 'sign-in': typeof signIn;
  readonly mail: typeof mail;
  readonly operations: typeof operations;
  readonly processes: typeof processes;
  readonly queue: typeof queue;
  readonly tasks: typeof tasks;
  readonly ticket: typeof ticket;
}

/** Name of a file of texts: `i18n/<language>/<namespace>.json`. */
export type Namespace = keyof Texts;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Texts;
  }
}
