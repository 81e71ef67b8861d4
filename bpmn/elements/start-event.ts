import type { Element } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { openEventSubProcesses } from '../kernel/waits/catching.js';
import { absorbAndComplete } from './activity.js';

type StartEvent = Extract<
  Element,
  { readonly type: 'noneStartEvent' | 'messageStartEvent' | 'timerStartEvent' | 'errorStartEvent' }
>;

/**
 * All start events. When one is left, what it brought is in place; only then do the event sub-processes beside it begin
 * to listen, so that their correlation keys can use it. One inside an event sub-process is what the scope around
 * listens for; when it happens the event sub-process starts, and ends everything else there if it interrupts.
 */
export function startEvent<E extends StartEvent>(): ElementBehaviour<E> {
  return {
    enter: (step, _element, self, given = {}) => absorbAndComplete(step, self, given),
    trigger(step, element, host, given) {
      if (element.container === null) return;
      if (!('interrupting' in element) || element.interrupting) step.interrupt(host);
      step.spawn(element.container, host, { given });
    },
    complete(step, _element, { scope }) {
      if (scope && 'eventSubProcesses' in scope.element) {
        openEventSubProcesses(step, scope.element.eventSubProcesses, scope);
      }
    },
  };
}
