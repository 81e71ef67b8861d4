import type { Kernel, ProcessDefinition } from '../../bpmn/index.js';
import type { DueDates, Projections } from '../ports.js';
import type { CommitHead, CommitRequest } from './commits.js';
import type { Head } from './head.js';
import { storedInputs, storedJournal, toInputRow, type CallerStamp } from './inputs.js';
import type { StepResult } from './step-request.js';
import { TELL_AGAIN_MS, tellDelay } from './tell.js';
import { newToken } from './token.js';
import { writesOf, type WriteLists } from './writes.js';

/** How a process takes steps: requests have a budget, workers do not. */
export interface StepRole {
  readonly worker: boolean;
  /** Kernel commands of one step. */
  readonly budget: number;
  /** Bytes of a state. */
  readonly stateLimit: number;
}

/** Budget of a request: about 2,000 kernel commands or 1 MB of state. What needs more is left to workers. */
export const REQUEST_BUDGET = { commands: 2_000, stateBytes: 1024 * 1024 };

export const requestRole: StepRole = {
  worker: false,
  budget: REQUEST_BUDGET.commands,
  stateLimit: REQUEST_BUDGET.stateBytes,
};
export const workerRole: StepRole = { worker: true, budget: Infinity, stateLimit: 2 ** 30 };

export interface PlanDeps {
  readonly kernel: Pick<Kernel, 'version'>;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  readonly role: StepRole;
}

/** A commit with what is remembered when it has gone through. */
export interface PlannedCommit {
  readonly request: CommitRequest;
  readonly head: Head;
  readonly writes: WriteLists;
}

/** Row lists whose writing takes locks of others. */
const ALONE = ['subscriptionsOpened', 'childrenCancelled'] as const;

/** Makes the commit of a step. `clock`: epoch that its instants were taken from. */
export function planCommit(
  deps: PlanDeps,
  definition: ProcessDefinition,
  head: Head,
  step: StepResult,
  about: {
    readonly clock: number;
    readonly now: number;
    readonly opening?: Readonly<Record<string, unknown>>;
    /** The workflow of the instance waits for what becomes of this step. */
    readonly workflowWaits?: boolean;
    /** Further reasons to go alone. */
    readonly alone?: boolean;
  },
): PlannedCommit {
  const { state, inputs, at } = step;
  const writes = writesOf(definition, head.state, step, deps.projections);
  const ending = state.status !== 'active';
  const text = JSON.stringify(state);
  const bytes = Buffer.byteLength(text);
  const own = step.next - head.next;
  const accepted = inputs.filter(({ number }) => number !== undefined && number >= head.next);
  const outcomes = inputs.filter(({ number }) => number !== undefined && number < head.next);
  const token = newToken();
  const delay = tellDelay(step, about.now);
  const request: CommitHead = {
    instance: head.instance,
    base: head.step,
    base_token: head.token,
    token,
    kernel: deps.kernel.version,
    next: head.next,
    own: about.opening === undefined ? own : 0,
    exact: own > 0 || ending,
    emptied: step.emptied,
    worker: deps.role.worker,
    light: step.work <= REQUEST_BUDGET.commands && bytes <= REQUEST_BUDGET.stateBytes,
    state: text,
    status: state.status,
    at,
    inputs: storedInputs(inputs),
    decided: { due: step.due },
    journal: storedJournal(inputs),
    accepted:
      accepted.length === 0
        ? null
        : accepted.map(({ number, input, givenBy, message }) => ({ number, ...toInputRow(input), givenBy, message })),
    outcomes:
      outcomes.length === 0
        ? null
        : outcomes.map(({ number, outcome, reason, code, message }) => ({ number, outcome, reason, code, message })),
    tell: about.workflowWaits === true && (ending || delay !== null) ? TELL_AGAIN_MS : delay,
    callers: step.callers.length === 0 ? null : distinct(step.callers),
    facts: step.facts.length === 0 ? null : step.facts,
    clock: about.clock,
    opening: about.opening ?? null,
  };
  const alone =
    about.alone === true ||
    ALONE.some((list) => list in writes) ||
    (ending && (head.parent || head.startCorrelation !== null));
  return {
    request: { head: request, writes, alone },
    writes,
    head: {
      ...head,
      state,
      bytes,
      step: head.step + 1,
      token,
      at,
      next: about.opening === undefined ? step.next : 1,
      book: step.book,
      open: [],
      heavy: false,
      fresh: false,
    },
  };
}

function distinct(callers: readonly CallerStamp[]): readonly CallerStamp[] {
  return [...new Map(callers.map((each) => [`${each.subject} ${each.epoch}`, each])).values()];
}
