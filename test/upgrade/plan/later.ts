import type { Step } from '../expected.js';
import { children, job, task } from './steps.js';

/** What a call activity, a message or a timer begins, and a ticket: how each comes to its end. */
export const later: Readonly<Record<string, readonly Step[]>> = {
  child: [job('child-work')],
  'child-task': [task()],
  parent: [children],
  'by-message': [job('order-work')],
  monthly: [],
  'on-a-date': [job('dated-work')],
  once: [job('once-work')],
  'profman-ticket': [{ do: 'task', element: 'solve', variables: { result: 'Сделано после обновления.' } }],
};
