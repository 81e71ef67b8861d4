import type { ThrownError } from '../behaviour.js';
import { catching, unhandled } from '../scopes/errors.js';
import { overlongName, shortened } from '../variables/expecting.js';
import { timerFailed } from '../incidents/failed-timers.js';
import { clear, raise } from '../incidents/incidents.js';
import type { LiveInstance, OpenWait } from '../state/live-instance.js';
import type { Input, Outcome, Variables } from '../messages.js';
import { nextTurn } from '../waits/next-turn.js';
import { reason, type Reason } from '../incidents/reason.js';
import type { Run } from '../loop/run.js';
import { localNumber, type IncidentType, type Key, type Wait } from '../state/state.js';
import { assignLocal } from '../variables/variables.js';
import { openWait } from '../waits/waits.js';

/** Inputs that answer something the instance asked for. */
export type AnswerInput = Extract<Input, { readonly type: keyof typeof kinds }>;

const kinds = {
  'job.completed': 'job',
  'job.failed': 'job',
  'job.errored': 'job',
  'task.completed': 'task',
  'timer.fired': 'timer',
  'timer.failed': 'timer',
  'message.received': 'message',
  'child.completed': 'child',
  'child.failed': 'child',
  'child.terminated': 'child',
  'child.errored': 'child',
  'activity.completed': 'activity',
  'activity.failed': 'activity',
} as const satisfies Partial<Record<Input['type'], Wait['kind']>>;

export const isAnswer = (input: Input): input is AnswerInput => input.type in kinds;

/** Passes an answer on to whom it concerns. A late one is superseded: its wait is gone. */
export function answer(run: Run, input: AnswerInput): Outcome {
  const { key } = input;
  const asked = run.state.wait(key);
  if (asked === undefined) return tooLate(run, key);
  const { kind } = asked.wait;
  if (kind !== kinds[input.type]) {
    return {
      outcome: 'rejected',
      code: 'invalid-argument',
      reason: `${key} waits for a ${kind}, not for ${input.type}`,
    };
  }
  if (kind === 'job' && asked.self.incident?.wait === key)
    return { outcome: 'rejected', code: 'wrong-state', reason: `${key} has failed and waits behind an incident` };
  accept(run, asked, input);
  return { outcome: 'applied' };
}

function accept(run: Run, asked: OpenWait, input: AnswerInput): void {
  switch (input.type) {
    case 'job.completed':
      run.emit({ type: 'job.close', key: asked.key, how: 'completed' });
      return happened(run, asked, input.variables);
    case 'task.completed':
      run.emit({ type: 'task.close', key: asked.key, how: 'completed' });
      return happened(run, asked, input.variables);
    case 'message.received':
      return received(run, asked, input.variables);
    case 'timer.fired':
      return fired(run, asked, input.due);
    case 'timer.failed':
      return timerFailed(run, asked, input);
    case 'child.completed':
      return happened(run, asked, input.variables);
    case 'activity.completed':
      return activityCompleted(run, asked, input.result);
    case 'job.failed':
      return jobFailed(run, asked, input);
    case 'job.errored':
      return jobErrored(run, asked, input);
    case 'child.failed':
      return failed(run, asked, 'CALLED_ELEMENT_ERROR', input);
    case 'child.terminated':
      return failed(run, asked, 'CALLED_ELEMENT_ERROR', reason('called-process-cancelled', {}));
    case 'child.errored':
      return errored(run, asked, input);
    case 'activity.failed':
      if (input.code === undefined) return failed(run, asked, 'ACTIVITY_FAILED', input);
      return errored(run, asked, { code: input.code, message: input.message, variables: {} });
  }
}

/** What was waited for has happened: the wait is over, and the element it was for goes on. */
function happened(run: Run, asked: OpenWait, variables: Variables): void {
  const { self, key, wait } = asked;
  run.state.removeWait(asked);
  if (self.incident?.wait === key) clear(run, self);
  goOn(run, self, wait, variables);
}

/** The result of a Temporal activity is checked here first, unlike variables that come over the API. */
function activityCompleted(run: Run, asked: OpenWait, result: Variables): void {
  const name = overlongName(result);
  if (name === undefined) return happened(run, asked, result);
  failed(run, asked, 'ACTIVITY_FAILED', reason('overlong-variable-name', { name: shortened(name) }));
}

function goOn(run: Run, self: LiveInstance, wait: Wait, variables: Variables): void {
  const awaited = run.element(wait.for);
  const behaviour = run.behaviour(awaited);
  if (behaviour.trigger !== undefined) behaviour.trigger(run.step, awaited, self, variables);
  else run.behaviour(self.element).resume?.(run.step, self.element, self, { for: wait.for, variables });
}

function received(run: Run, asked: OpenWait, variables: Variables): void {
  const { self, key, wait } = asked;
  if (wait.kind === 'message' && wait.subscription.repeats && run.usedUp === undefined)
    return goOn(run, self, wait, variables);
  run.emit({ type: 'subscription.close', key });
  happened(run, asked, variables);
}

/** A cycle that interrupts nothing is asked for again, counted from when this turn was due. */
function fired(run: Run, asked: OpenWait, due: number): void {
  const { self, wait } = asked;
  const awaited = run.element(wait.for);
  const next = wait.kind === 'timer' && run.usedUp === undefined ? nextTurn(wait.timer, due) : undefined;
  if (next !== undefined && 'interrupting' in awaited && !awaited.interrupting) {
    run.state.removeWait(asked);
    openWait(run, self, { kind: 'timer', for: wait.for, timer: next });
    return goOn(run, self, wait, {});
  }
  happened(run, asked, {});
}

/** The element's own variables are set whatever becomes of the job. */
function jobFailed(run: Run, asked: OpenWait, input: Extract<Input, { type: 'job.failed' }>): void {
  const { message, retries = 0, backOffMs = 0, variables = {} } = input;
  assignLocal(run, asked.self, variables);
  if (retries > 0) run.emit({ type: 'job.retry', key: asked.key, retries, message, backOffMs });
  else block(run, asked, 'JOB_NO_RETRIES', { message });
}

/** The job waits behind an incident; resolving it makes the same job available again. */
function block(run: Run, { self, key }: OpenWait, type: IncidentType, why: Reason): void {
  raise(run, self, { type, reason: why, wait: key }, 'wait');
  run.emit({ type: 'job.block', key });
}

/** What was asked for cannot be had; resolving the incident asks anew. */
function failed(run: Run, asked: OpenWait, type: IncidentType, why: Reason): void {
  run.state.removeWait(asked);
  raise(run, asked.self, { type, reason: why }, 'wait');
}

function jobErrored(run: Run, asked: OpenWait, error: ThrownError): void {
  const deliver = catching(run, asked.self, error);
  if (deliver === undefined) return block(run, asked, 'UNHANDLED_ERROR_EVENT', unhandled(error));
  run.state.removeWait(asked);
  run.emit({ type: 'job.close', key: asked.key, how: 'errored' });
  deliver();
}

function errored(run: Run, asked: OpenWait, error: ThrownError): void {
  const deliver = catching(run, asked.self, error);
  if (deliver === undefined) return failed(run, asked, 'UNHANDLED_ERROR_EVENT', unhandled(error));
  run.state.removeWait(asked);
  deliver();
}

function tooLate(run: Run, key: Key): Outcome {
  return run.state.hasGivenOut(localNumber(key))
    ? { outcome: 'superseded', reason: `${key} is no longer waited for` }
    : { outcome: 'rejected', code: 'not-found', reason: `${key} was never asked for` };
}
