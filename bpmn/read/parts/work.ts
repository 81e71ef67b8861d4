import type { WorkSpecification } from '../../model/index.js';
import { extension, type BpmnNode } from '../node.js';
import { requiredExpression } from './expression.js';
import { headers } from './headers.js';

/** Attempts of a job where `zeebe:taskDefinition` does not say (Camunda: service tasks). */
const defaultRetries = '3';

/**
 * Who does the work of a task or throwing event: a Temporal activity (`reglament:temporalActivity`, design §4), else a
 * job worker (`zeebe:taskDefinition`).
 */
export function work(node: BpmnNode): WorkSpecification {
  const activity = extension(node, 'reglament:TemporalActivity');
  if (activity !== undefined) {
    return {
      kind: 'activity',
      taskQueue: activity.taskQueue?.trim() ?? '',
      activity: activity.activity?.trim() ?? '',
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
