import type { Evaluator } from '../../feel/index.js';
import type { TimerRequest } from '../kernel/state/state.js';
import { readCycle } from '../kernel/waits/timer-text.js';
import type { ElementId, Expression, Instant, Json, ProcessDefinition, TimerDefinition } from '../model/index.js';

/** A message start event with the name of its message. */
export interface MessageStart {
  readonly element: ElementId;
  readonly name: string;
}

/** A timer start event with its first turn, counted from the deployment. */
export interface TimerStart {
  readonly element: ElementId;
  readonly request: TimerRequest;
}

/**
 * The start events of a process that something outside triggers. They belong to no instance, so their expressions see
 * no variables; what does not give a text starts nothing (the deploy checks refuse what can be told beforehand).
 */
export function eventStarts(
  definition: ProcessDefinition,
  evaluator: Evaluator,
  at: Instant,
): { readonly messages: readonly MessageStart[]; readonly timers: readonly TimerStart[] } {
  const process = definition.elements[definition.processId];
  const ids = process?.type === 'process' ? process.eventStarts : [];
  const messages: MessageStart[] = [];
  const timers: TimerStart[] = [];
  for (const id of ids) {
    const start = definition.elements[id];
    if (start?.type === 'messageStartEvent') {
      const name = valueOf(start.message.name, evaluator, at);
      if (typeof name === 'string') messages.push({ element: id, name });
    } else if (start?.type === 'timerStartEvent') {
      const request = firstTurn(start.timer, evaluator, at);
      if (request) timers.push({ element: id, request });
    }
  }
  return { messages, timers };
}

function firstTurn(timer: TimerDefinition, evaluator: Evaluator, from: Instant): TimerRequest | undefined {
  const { kind, value, unit } = timer;
  const text = valueOf(value, evaluator, from);
  if (typeof text !== 'string') return undefined;
  const turn = kind === 'cycle' ? readCycle(text) : { value: text };
  if (turn === undefined) return undefined;
  const calendar = timer.calendar && valueOf(timer.calendar, evaluator, from);
  return {
    kind,
    from,
    ...turn,
    ...(typeof calendar === 'string' && { calendar }),
    ...(unit !== undefined && { unit }),
  };
}

function valueOf(expression: Expression, evaluator: Evaluator, at: Instant): Json | undefined {
  if (expression.kind === 'static') return expression.value;
  const evaluation = evaluator.evaluate(expression, () => undefined, at);
  return evaluation.ok ? evaluation.value : undefined;
}
