import type { Element, MessageDefinition, TimerDefinition } from '../../model/index.js';
import type { Instance, Step } from '../behaviour.js';
import { text, textOrNumber, unexpected } from '../variables/expecting.js';
import type { TimerRequest, Wait } from '../state/state.js';
import { isDate, isDuration, readCycle } from './timer-text.js';

/** An element that something from outside can reach: a message or a timer. */
export type Catching = Element & ({ readonly message: MessageDefinition } | { readonly timer: TimerDefinition });

export const isCatching = (element: Element): element is Catching => 'message' in element || 'timer' in element;

/**
 * What `self` has to wait for on behalf of a catching element: itself, a boundary event attached to it, the start of an
 * event sub-process inside it, an event behind it. Evaluated at `self`, except that the correlation key of a boundary
 * event knows nothing of its host's own variables (Camunda: messages).
 */
export function waitFor(step: Step, element: Catching, self: Instance): Wait {
  const repeats = 'interrupting' in element && !element.interrupting;
  if ('timer' in element) return { kind: 'timer', for: element.id, timer: timerRequest(step, element.timer, self) };
  const name = text(step, element.message.name, self);
  const keyScope = 'attachedTo' in element && self.scope !== null ? self.scope : self;
  const key = element.message.correlationKey;
  const correlationKey = key === undefined ? '' : textOrNumber(step, key, keyScope);
  return { kind: 'message', for: element.id, subscription: { name, correlationKey, repeats } };
}

/** Opens waits for the boundary events of an activity; errors need none. */
export function openBoundaryEvents(step: Step, boundaryEvents: readonly string[], self: Instance): void {
  for (const id of boundaryEvents) openFor(step, step.element(id), self);
}

/** Opens waits for the starts of the event sub-processes inside a container; errors need none. */
export function openEventSubProcesses(step: Step, eventSubProcesses: readonly string[], self: Instance): void {
  for (const id of eventSubProcesses) {
    const element = step.element(id);
    if (element.type === 'eventSubProcess') openFor(step, step.element(element.start), self);
  }
}

function openFor(step: Step, event: Element, self: Instance): void {
  if (isCatching(event)) step.ask(self, waitFor(step, event, self));
}

function timerRequest(step: Step, timer: TimerDefinition, self: Instance): TimerRequest {
  const { calendar, unit, milestone, phase } = timer;
  return {
    kind: timer.kind,
    ...timerValue(step, timer, self),
    from: step.now,
    ...(calendar !== undefined && { calendar: text(step, calendar, self) }),
    ...(unit !== undefined && { unit }),
    ...(milestone !== undefined && { milestone }),
    ...(phase !== undefined && { phase }),
  };
}

function timerValue(
  step: Step,
  timer: TimerDefinition,
  self: Instance,
): Pick<TimerRequest, 'value' | 'repetitions' | 'start'> {
  const value = text(step, timer.value, self);
  switch (timer.kind) {
    case 'date':
      if (isDate(value)) return { value };
      throw unexpected(timer.value, { wanted: 'instant' }, value);
    case 'duration':
      if (isDuration(value)) return { value };
      throw unexpected(timer.value, { wanted: 'duration' }, value);
    case 'cycle': {
      const cycle = readCycle(value);
      if (cycle !== undefined) return cycle;
      throw unexpected(timer.value, { wanted: 'cycle' }, value);
    }
  }
}
