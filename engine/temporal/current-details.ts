import type { Instant } from '../../bpmn/index.js';

/** What an operator sees of an instance in Temporal's own pages. */
export interface InstanceView {
  readonly status: string;
  readonly process_id: string;
  readonly business_id: string | null;
  readonly durable: boolean;
  readonly timers: number;
  readonly activities: readonly string[];
  /** Ids of the elements of open user tasks. */
  readonly tasks: readonly string[];
  /** Types of open jobs. */
  readonly jobs: readonly string[];
  /** Names of messages that it waits for. */
  readonly messages: readonly string[];
  readonly children: number;
  readonly incidents: number;
}

/** Status, what it waits for, and when it is due next, in Markdown. Ids and names of the model only, no personal text. */
export function describeInstance(view: InstanceView, due: Instant | null): string {
  const waits = [
    ...view.tasks.map((element) => `user task ${element}`),
    ...view.jobs.map((type) => `job ${type}`),
    ...view.messages.map((name) => `message ${name}`),
    ...(view.children > 0 ? [`${view.children} called process${view.children === 1 ? '' : 'es'}`] : []),
    ...(view.activities.length > 0
      ? [`${view.activities.length} activit${view.activities.length === 1 ? 'y' : 'ies'}`]
      : []),
    ...(view.timers > 0 ? [`${view.timers} timer${view.timers === 1 ? '' : 's'}`] : []),
  ];
  return [
    `status: ${view.incidents > 0 ? `${view.status}, ${view.incidents} incident${view.incidents === 1 ? '' : 's'}` : view.status}`,
    `waits for: ${waits.length === 0 ? 'nothing' : waits.join(', ')}`,
    ...(due === null ? [] : [`due next: ${new Date(due).toISOString()}`]),
  ].join('\n\n');
}

/** One line that names an instance: ticket number and process where the service desk asked for it, else process and number. */
export const summarizeInstance = (instance: {
  readonly instance: string;
  readonly processId: string;
  readonly businessId: string | null;
  readonly durable: boolean;
}): string =>
  instance.durable && instance.businessId !== null
    ? `${instance.businessId} · ${instance.processId}`
    : `${instance.processId} · ${instance.instance}`;
