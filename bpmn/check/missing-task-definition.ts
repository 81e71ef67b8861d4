import type { Element, WorkSpecification } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** Work for the outside needs a job type, or a task queue and an activity with limits that make sense. */
export const missingTaskDefinition: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const { id } = element;
    const work = workOf(element);
    if (work?.kind === 'job' && isMissing(work.jobType)) yield error('missing-job-type', { id, property: 'Job type' });
    if (work?.kind !== 'activity') continue;
    const { taskQueue, activity, timeout, heartbeat, retries } = work;
    if (taskQueue === '') yield error('missing-activity', { id, property: 'Task queue' });
    else if (activity === '') yield error('missing-activity', { id, property: 'Activity' });
    if (timeout === 0) yield error('activity-timeout', { id, property: 'Timeout' });
    if (heartbeat === 0) yield error('activity-heartbeat', { id, property: 'Heartbeat' });
    if (retries === 0) yield error('activity-retries', { id, property: 'Retries' });
  }
};

function workOf(element: Element): WorkSpecification | undefined {
  if ('work' in element) return element.work;
  return element.type === 'scriptTask' && 'kind' in element.script ? element.script : undefined;
}
