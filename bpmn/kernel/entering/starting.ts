import type { Element } from '../../model/index.js';
import type { Input, Outcome } from '../messages.js';
import type { Run } from '../loop/run.js';
import { assignLocal } from '../variables/variables.js';

/** The first input: the process comes into being and a token at one of its start events. */
export function start(run: Run, input: Extract<Input, { type: 'start' }>): Outcome {
  const process = run.element(run.definition.processId);
  const event = startEvent(process, input.element);
  if (event === undefined || process.type !== 'process') {
    const wanted = input.element === undefined ? 'a none start event' : `a start event ${input.element}`;
    return {
      outcome: 'rejected',
      code: 'invalid-argument',
      reason: `${process.id} has no ${wanted.replace(/^a /, '')}`,
    };
  }
  const root = run.state.add(process, null, undefined);
  run.state.status = 'active';
  if (input.caught !== undefined) root.memory = { caught: { all: input.caught.all, codes: input.caught.codes } };
  run.note({ type: 'entered', key: root.key, element: process.id, elementType: 'process', scope: null });
  if (input.element === undefined) assignLocal(run, root, input.variables);
  run.step.spawn(event, root, input.element === undefined ? {} : { given: input.variables });
  return { outcome: 'applied' };
}

function startEvent(process: Element, wanted: string | undefined): string | undefined {
  if (process.type !== 'process') return undefined;
  if (wanted === undefined) return process.noneStart ?? undefined;
  return process.eventStarts.includes(wanted) ? wanted : undefined;
}
