import type { InputFact, Instant } from '../../bpmn/index.js';
import { StaleCallerError, type Actor, type Answer } from '../engine.js';
import { notFoundMessage, type DescribeEntity, type Subject } from './describe-entity.js';
import type { LaneAnswer } from './lane-step.js';
import type { Lanes } from './lanes.js';
import type { Outcomes } from './outcomes.js';

/**
 * Gives a command to an instance and answers what has become of it. `about`: what it is about, for the words of a refusal.
 * @throws StaleCallerError when the rights that `actor` relies on have changed
 */
export type GiveCommand = (instance: bigint, fact: InputFact, about: Subject, actor?: Actor) => Promise<Answer>;

export function createCommands(deps: {
  readonly lanes: Lanes;
  readonly outcomes: Outcomes;
  readonly describeEntity: DescribeEntity;
}): GiveCommand {
  /** The kernel knows keys; whoever asked is told what the entity is now. */
  const explainRefusal = async (
    refused: {
      readonly code?: string | undefined;
      readonly reason: string;
      readonly lost: boolean;
      readonly termEnded?: Instant;
    },
    about: Subject,
  ): Promise<Answer> => {
    if (refused.code === 'invalid-argument')
      return { answer: 'refused', code: 'invalid-argument', reason: refused.reason };
    const state = await deps.describeEntity(about);
    if (state === undefined) return { answer: 'refused', code: 'not-found', reason: notFoundMessage(about) };
    const { termEnded } = refused;
    const reason = termEnded === undefined ? state : `${state} Its term ended at ${new Date(termEnded).toISOString()}.`;
    return refused.lost ? { answer: 'lost', reason } : { answer: 'refused', code: 'wrong-state', reason };
  };

  const answerOf = async (instance: string, answer: LaneAnswer, about: Subject): Promise<Answer> => {
    switch (answer.result) {
      case 'applied':
        return { answer: 'applied' };
      case 'refused':
        return explainRefusal({ ...answer, lost: false }, about);
      case 'gone':
        return explainRefusal({ reason: '', lost: false }, about);
      case 'accepted': {
        const outcome = await deps.outcomes.of(instance, answer.number);
        if (outcome.answer === 'lost') return explainRefusal({ reason: outcome.reason, lost: true }, about);
        if (outcome.answer === 'refused') return explainRefusal({ ...outcome, lost: false }, about);
        return outcome;
      }
      case 'stale-caller':
        throw new StaleCallerError();
    }
  };

  return async (instance, fact, about, actor) => {
    const number = instance.toString();
    const answer = await deps.lanes.command(number, fact, { givenBy: actor?.name, callers: actor?.rights });
    return answerOf(number, answer, about);
  };
}
