import type { Element, WorkSpecification } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** Work for the outside needs a job type, or a task queue and an activity with limits that make sense. */
export const missingTaskDefinition: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const work = workOf(element);
    if (work?.kind === 'job' && isMissing(work.jobType)) {
      yield error('missing-task-definition', { id: element.id, property: 'Job type' }, 'The job type is missing.');
    }
    if (work?.kind === 'activity' && (work.taskQueue === '' || work.activity === '')) {
      const property = work.taskQueue === '' ? 'Task queue' : 'Activity';
      const message = 'A Temporal activity needs a task queue and the name of the activity.';
      yield error('missing-task-definition', { id: element.id, property }, message);
    }
    if (work?.kind === 'activity' && work.timeout === 0) {
      const message = 'The time limit of an attempt is a duration like PT30S.';
      yield error('missing-task-definition', { id: element.id, property: 'Timeout' }, message);
    }
    if (work?.kind === 'activity' && work.heartbeat === 0) {
      const message = 'The longest silence of an attempt is a duration like PT20S.';
      yield error('missing-task-definition', { id: element.id, property: 'Heartbeat' }, message);
    }
    if (work?.kind === 'activity' && work.retries === 0) {
      const message = 'The number of attempts is 1 or more.';
      yield error('missing-task-definition', { id: element.id, property: 'Retries' }, message);
    }
  }
};

function workOf(element: Element): WorkSpecification | undefined {
  if ('work' in element) return element.work;
  return element.type === 'scriptTask' && 'kind' in element.script ? element.script : undefined;
}
