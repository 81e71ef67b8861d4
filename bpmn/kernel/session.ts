import { answer, isAnswer } from './answers/answers.js';
import type { InputResult, Session } from './kernel.js';
import { drain } from './loop/loop.js';
import type { Input, Outcome } from './messages.js';
import { resolve } from './answers/resolving.js';
import type { Run } from './loop/run.js';
import { start } from './entering/starting.js';
import { end, terminate } from './scopes/termination.js';
import { assignLocal, merge } from './variables/variables.js';

/** Applies inputs one after the other to one working state. */
export function createSession(run: Run): Session {
  return {
    apply(input): InputResult {
      run.begin(input.at);
      const outcome = dispatch(run, input);
      if (outcome.outcome !== 'applied') return { ...outcome, effects: [], journal: [] };
      drain(run);
      return { outcome: 'applied', effects: run.effects, journal: run.journal };
    },
    get work() {
      return run.work;
    },
    close: () => run.state.save(),
  };
}

/** Every kind of input; what does not fit the state changes nothing. */
function dispatch(run: Run, input: Input): Outcome {
  const { status } = run.state;
  if (input.type === 'start') {
    return status === 'created' ? start(run, input) : wrongState('the instance has been started already');
  }
  if (status === 'created') return wrongState('the instance has not been started');
  if (isAnswer(input)) return answer(run, input);
  switch (input.type) {
    case 'variables.set':
      return setVariables(run, input);
    case 'incident.resolved':
      return resolve(run, input.key);
    case 'cancel':
      return cancel(run);
  }
}

function setVariables(run: Run, { scope, local, variables }: Extract<Input, { type: 'variables.set' }>): Outcome {
  const holder = run.state.instance(scope);
  if (holder === undefined)
    return { outcome: 'rejected', code: 'not-found', reason: `there is no live scope ${scope}` };
  if (local) assignLocal(run, holder, variables);
  else merge(run, holder, variables);
  return { outcome: 'applied' };
}

function cancel(run: Run): Outcome {
  const { root } = run.state;
  if (root === undefined) return wrongState('the instance has ended');
  terminate(run, root);
  end(run, { status: 'terminated' });
  return { outcome: 'applied' };
}

function wrongState(reason: string): Outcome {
  return { outcome: 'rejected', code: 'wrong-state', reason };
}
