import { createFeelEvaluator } from '../../feel/index.js';
import {
  createKernel,
  initialState,
  type Effect,
  type InputResult,
  type InstanceState,
  type Kernel,
  type Key,
  type ProcessDefinition,
  type Variables,
} from '../../bpmn/index.js';

/** The kernel with the real FEEL evaluator; its limit is lifted for loops that run by themselves. */
export const kernel: Kernel = createKernel({
  evaluate: createFeelEvaluator(),
  limits: { commandsPerInput: 10_000_000 },
});

/** Jobs opened by a result, in order. */
export function jobsOf({ effects }: { readonly effects: readonly Effect[] }): Key[] {
  const keys: Key[] = [];
  for (const effect of effects) if (effect.type === 'job.open') keys.push(effect.key);
  return keys;
}

/** Plays an instance to its end with `step`: a whole state in and out at each input, as a host without a session does. */
export function playBySteps(definition: ProcessDefinition, variables: Variables, answer = noVariables): InstanceState {
  let { state, ...result } = kernel.step(definition, initialState, { at: 0, type: 'start', variables });
  const open = jobsOf(result);
  for (let index = 0; index < open.length; index += 1) {
    const key = open[index] as Key;
    ({ state, ...result } = kernel.step(definition, state, {
      at: 0,
      type: 'job.completed',
      key,
      variables: answer(index),
    }));
    open.push(...jobsOf(result));
  }
  return state;
}

/** Plays an instance to its end in one session. */
export function playInSession(
  definition: ProcessDefinition,
  variables: Variables,
  answer = noVariables,
): InstanceState {
  const session = kernel.open(definition, initialState);
  const open = jobsOf(session.apply({ at: 0, type: 'start', variables }));
  for (let index = 0; index < open.length; index += 1) {
    const result: InputResult = session.apply({
      at: 0,
      type: 'job.completed',
      key: open[index] as Key,
      variables: answer(index),
    });
    for (const key of jobsOf(result)) open.push(key);
  }
  return session.close();
}

function noVariables(_index: number): Variables {
  return {};
}
