import type { TimerDefinition } from '../../model/index.js';
import type { BpmnNode } from '../node.js';
import { eventDefinition } from '../reader.js';
import { optionalExpression, requiredExpression } from './expression.js';
import { omitUndefined } from './omit-undefined.js';

/** A timer event definition (BPMN 2.0.2, 10.5.5) with the `reglament:` properties: calendar, unit, milestone and phase. */
export function timer(event: BpmnNode): TimerDefinition {
  const definition = eventDefinition(event);
  const { calendar, unit, milestone, phase, clause } = definition;
  return {
    ...value(definition),
    ...omitUndefined({
      calendar: optionalExpression(calendar),
      unit: unit === 'workingTime' || unit === 'workingDays' ? unit : undefined,
      milestone: milestone?.trim() || undefined,
      phase: phase === 'warning' || phase === 'breach' ? phase : undefined,
      clause,
    }),
  };
}

function value({ timeDate, timeCycle, timeDuration }: BpmnNode): Pick<TimerDefinition, 'kind' | 'value'> {
  if (timeDate !== undefined) return { kind: 'date', value: requiredExpression(timeDate.body) };
  if (timeCycle !== undefined) return { kind: 'cycle', value: requiredExpression(timeCycle.body) };
  return { kind: 'duration', value: requiredExpression(timeDuration?.body) };
}
