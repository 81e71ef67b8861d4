import {
  readCycle,
  type Evaluator,
  type Expression,
  type Instant,
  type Json,
  type ProcessDefinition,
  type TimerRequest,
} from '../../../../bpmn/index.js';

/** A message start event with the name of its message. */
export interface MessageStart {
  readonly processId: string;
  readonly element: string;
  readonly name: string;
}

/** A timer start event with its first turn. */
export interface TimerStart {
  readonly element: string;
  readonly request: TimerRequest;
}

/** The message start events of a process. */
export function messageStarts(
  definition: ProcessDefinition,
  evaluator: Evaluator,
  at: Instant,
): readonly MessageStart[] {
  return eventStarts(definition).flatMap((start) => {
    if (start.type !== 'messageStartEvent') return [];
    const name = valueOf(start.message.name, evaluator, at);
    return typeof name === 'string' ? [{ processId: definition.processId, element: start.id, name }] : [];
  });
}

/** The timer start events of a process; their time begins with the deployment. */
export function timerStarts(definition: ProcessDefinition, evaluator: Evaluator, at: Instant): readonly TimerStart[] {
  return eventStarts(definition).flatMap((start) => {
    if (start.type !== 'timerStartEvent') return [];
    const { kind, value } = start.timer;
    const text = valueOf(value, evaluator, at);
    if (typeof text !== 'string') return [];
    const turn = kind === 'cycle' ? readCycle(text) : { value: text };
    return turn === undefined || ('repetitions' in turn && turn.repetitions === 0)
      ? []
      : [{ element: start.id, request: { kind, from: at, ...turn } }];
  });
}

/** The next turn of a cycle, counted from when this one was due; undefined after the last. */
export function nextTurn(request: TimerRequest, due: Instant): TimerRequest | undefined {
  const { start: _first, repetitions = null, ...rest } = request;
  if (request.kind !== 'cycle' || (repetitions !== null && repetitions <= 1)) return undefined;
  return { ...rest, from: due, repetitions: repetitions === null ? null : repetitions - 1 };
}

const eventStarts = ({ elements, processId }: ProcessDefinition) => {
  const process = elements[processId];
  return process?.type === 'process' ? process.eventStarts.flatMap((id) => elements[id] ?? []) : [];
};

/** Start events belong to no instance, so their expressions see no variables. */
function valueOf(expression: Expression, evaluator: Evaluator, at: Instant): Json | undefined {
  if (expression.kind === 'static') return expression.value;
  const evaluation = evaluator.evaluate(expression, () => undefined, at);
  return evaluation.ok ? evaluation.value : undefined;
}
