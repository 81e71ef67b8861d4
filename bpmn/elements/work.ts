import type { Element, JobSpecification, WorkSpecification } from '../model/index.js';
import type { ElementBehaviour, Instance, Step } from '../kernel/behaviour.js';
import { text, wholeNumber } from '../kernel/variables/expecting.js';
import type { JobRequest } from '../kernel/state/state.js';
import { absorbAndComplete } from './activity.js';

/** Asks the outside to do the work of an element: a job for a worker, or a Temporal activity. */
export function askForWork(step: Step, work: WorkSpecification, self: Instance): void {
  if (work.kind === 'job')
    return step.ask(self, { kind: 'job', for: self.element.id, job: jobRequest(step, work, self) });
  const { kind, ...asked } = work;
  const variables = step.visible(self);
  step.ask(self, { kind, for: self.element.id, activity: { ...asked, variables } });
}

/** Events that throw by having work done outside (Camunda: message throw and end events). */
export function throwByWork<E extends Element & { readonly work: WorkSpecification }>(): ElementBehaviour<E> {
  return {
    enter: (step, element, self) => askForWork(step, element.work, self),
    askAgain: (step, element, self) => askForWork(step, element.work, self),
    resume: (step, _element, self, answer) => absorbAndComplete(step, self, answer.variables),
  };
}

function jobRequest(step: Step, { jobType, retries, headers }: JobSpecification, self: Instance): JobRequest {
  return {
    type: text(step, jobType, self),
    retries: wholeNumber(step, retries, self, 0, 2 ** 31 - 1),
    headers,
  };
}
