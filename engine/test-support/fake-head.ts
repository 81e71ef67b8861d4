import { createKernel, initialState, type Kernel, type ProcessDefinition, type Variables } from '../../bpmn/index.js';
import { createFeelEvaluator } from '../../feel/index.js';
import { dueInstant } from '../../regulations/calendar/due.js';
import type { Head } from '../instances/head.js';
import type { Command, StepRequest, StepResult } from '../instances/step-request.js';
import { takeStep, type StepDeps } from '../instances/step.js';
import type { DueDates } from '../ports.js';

/** Due dates without calendars. */
export const plainDueDates: DueDates = {
  of: (timer, after) => ({ due: dueInstant(timer, undefined, after), facts: [] }),
  read: () => Promise.resolve(),
  reread: () => Promise.resolve(),
  within: (_reader, timer, after) => Promise.resolve(plainDueDates.of(timer, after)),
};

export const testKernel = createKernel({ evaluate: createFeelEvaluator() });

/** Steps one instance in memory, as lanes do with Postgres. */
export interface SteppedInstance {
  readonly head: Head;
  /** Takes a step and keeps it; its instant is `now`, and that of commands without one. */
  take(now: number, request?: Partial<StepRequest>): StepResult;
  /** The same, and keeps nothing. */
  try(now: number, request?: Partial<StepRequest>): StepResult;
}

let tokens = 0;
/** A command as accepted at an instant. */
export const command = (fact: Command['fact'], at: number): Command => ({ fact, at, token: `c${++tokens}` });

export function startInMemory(
  definition: ProcessDefinition,
  at: number,
  options: { readonly variables?: Variables; readonly kernel?: Kernel; readonly dueDates?: DueDates } = {},
): SteppedInstance {
  const deps: StepDeps = { kernel: options.kernel ?? testKernel, dueDates: options.dueDates ?? plainDueDates };
  let head: Head = {
    ...{ instance: '1', hash: '', state: initialState, bytes: 0, step: 0, token: '0', at, next: 0 },
    ...{ book: new Map(), open: [], heavy: false, parent: false, startCorrelation: null, fresh: true },
  };
  const attempt = (now: number, request: Partial<StepRequest>): StepResult =>
    takeStep(deps, definition, { head, told: [], commands: [], now, budget: Infinity, ...request });
  const keep = (step: StepResult): StepResult => {
    const { state, at: last, next, book } = step;
    head = { ...head, state, at: last, next, book, step: head.step + 1 };
    return step;
  };
  keep(attempt(at, { commands: [command({ type: 'start', variables: options.variables ?? {} }, at)] }));
  return {
    get head() {
      return head;
    },
    take: (now, request = {}) => keep(attempt(now, request)),
    try: (now, request = {}) => attempt(now, request),
  };
}
