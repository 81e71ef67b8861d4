import type { InstanceEnding } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import { NO_EFFECTS, type CommitEffects } from './commits.js';
import type { Head } from './head.js';
import type { Outcomes } from './outcomes.js';
import type { StepResult } from './step-request.js';
import { openedJobTypes, type WriteLists } from './writes.js';

/** A step that was sent to be committed. */
export interface FoundStep {
  readonly head: Head;
  readonly step: StepResult;
  readonly writes: WriteLists;
  /** When the workflow must be told, in ms; null: not of this step. */
  readonly tell: number | null;
}

/** A step that has been committed, with what that has brought about elsewhere. */
export interface CommittedStep extends FoundStep {
  readonly effects: CommitEffects;
}

/** What is done after a commit, never inside it: telling those who wait, and carrying on what it has brought about. */
export interface AfterCommit {
  committed(step: CommittedStep): void;
  /** Inputs were put into the inboxes of these instances. */
  delivered(instances: readonly string[]): void;
  /** These rows in `starts` ask for instances. */
  asked(starts: readonly string[]): void;
  /** A commit whose answer was lost is found to have gone through: workers find what it has brought about elsewhere. */
  found(step: FoundStep): void;
  /** Something was stored that workers alone carry on. */
  leftToWorkers(): void;
}

/** Carries on in this process what a commit has brought about; what it does not get to is the workers'. */
export interface FollowUp {
  drain(instance: string): Promise<unknown>;
  open(start: bigint): Promise<unknown>;
  correlate(ids: readonly string[]): Promise<CommitEffects>;
}

/** How long this process carries on what one commit has brought about before it leaves the rest to workers. */
const FOLLOW_UP_MS = 50;

export function createAfterCommit(deps: {
  readonly notices: Notices;
  readonly outcomes: Outcomes;
  /** Looked up when needed: it steps instances itself. */
  readonly hereafter: () => FollowUp;
}): AfterCommit {
  const { notices, outcomes } = deps;

  /** One after the other, as long as there is time. */
  const carryOn = async (work: readonly (() => Promise<unknown>)[]): Promise<void> => {
    const until = performance.now() + FOLLOW_UP_MS;
    for (const [i, each] of work.entries()) {
      if (i > 0 && performance.now() > until) return notices.nudge();
      await each().catch(() => notices.nudge());
    }
  };

  const followUp = ({ delivered, starts, correlations }: CommitEffects, more: readonly string[] = []): void => {
    const { drain, open, correlate } = deps.hereafter();
    const work: (() => Promise<unknown>)[] = [
      ...[...new Set([...delivered, ...more])].map((instance) => () => drain(instance)),
      ...starts.map((id) => () => open(BigInt(id))),
      ...(correlations.length === 0 ? [] : [() => correlate(correlations).then((next) => followUp(next))]),
    ];
    if (work.length > 0) void carryOn(work);
  };

  const committed = ({ head, step, writes, effects, tell }: CommittedStep): void => {
    const { instance } = head;
    outcomes.committed(instance, step.inputs, step.state.status === 'active' ? undefined : endingOf(step));
    notices.stepped(instance, step.state.status !== 'active');
    notices.jobs(openedJobTypes(writes));
    if (tell === 0) notices.nudge();
    // A timer that a command has set and that is due at once is not left to Temporal.
    const dueNow =
      step.state.status === 'active' &&
      step.inputs.some(({ input }) => input.type !== 'timer.fired') &&
      Object.values(step.due).some((due) => due <= step.at);
    followUp(effects, dueNow ? [instance] : []);
  };

  return {
    committed,
    found(step) {
      committed({ ...step, effects: NO_EFFECTS });
      notices.nudge();
    },
    leftToWorkers: () => notices.nudge(),
    delivered: (instances) => followUp({ ...NO_EFFECTS, delivered: instances }),
    asked: (starts) => followUp({ ...NO_EFFECTS, starts }),
  };
}

/** How an instance ended, where its variables are known without asking. */
function endingOf({ inputs }: StepResult): InstanceEnding | 'ended' {
  for (const { effects } of inputs)
    for (const effect of effects)
      if (effect.type === 'ended' && effect.how.status === 'completed')
        return { status: 'completed', variables: effect.how.variables };
  return 'ended';
}
