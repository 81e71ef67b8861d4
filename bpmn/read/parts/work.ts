import type { WorkSpecification } from '../../model/index.js';
import { extension, type BpmnNode } from '../node.js';
import { requiredExpression } from './expression.js';
import { omitUndefined } from './omit-undefined.js';
import { headers } from './headers.js';

/** Attempts of a job where `zeebe:taskDefinition` does not say (Camunda: service tasks). */
const defaultRetries = '3';

/**
 * Who does the work of a task or throwing event: a Temporal activity (`reglament:temporalActivity`), else a
 * job worker (`zeebe:taskDefinition`).
 */
export function work(node: BpmnNode): WorkSpecification {
  const activity = extension(node, 'reglament:TemporalActivity');
  if (activity !== undefined) {
    return {
      kind: 'activity',
      taskQueue: activity.taskQueue?.trim() ?? '',
      activity: activity.activity?.trim() ?? '',
      ...omitUndefined({
        timeout: milliseconds(activity.timeout),
        heartbeat: milliseconds(activity.heartbeat),
        retries: attempts(activity.retries),
      }),
      headers: headers(node),
    };
  }
  const definition = extension(node, 'zeebe:TaskDefinition');
  return {
    kind: 'job',
    jobType: requiredExpression(definition?.type),
    retries: requiredExpression(definition?.retries ?? defaultRetries),
    headers: headers(node),
  };
}

/** `PT1H`, `PT30S`: an ISO 8601 duration of hours, minutes and seconds. 0 for anything else, which the checks refuse. */
function milliseconds(text: string | undefined): number | undefined {
  if (!text?.trim()) return undefined;
  const parts = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text.trim());
  const [hours = 0, minutes = 0, seconds = 0] = (parts ?? []).slice(1).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** A whole number; 0 for anything else, which the checks refuse. */
const attempts = (text: string | undefined): number | undefined =>
  text?.trim() ? Number(/^\d{1,6}$/.exec(text.trim())?.[0] ?? 0) : undefined;
