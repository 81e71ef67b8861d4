import type { Pool } from 'pg';
import { StaleCallerError, type Actor, type Answer, type EntityKey } from '../engine.js';
import type { AfterCommit } from './after-commit.js';
import { notFoundMessage, type DescribeEntity } from './describe-entity.js';
import type { Heads } from './heads.js';
import type { Outcomes } from './outcomes.js';
import { rightsParameter } from './stale-callers.js';

/** Does again what could not be stepped: an incident of the engine, not of the model. */
export type RetryFailure = (incident: EntityKey, actor?: Actor) => Promise<Answer>;

interface Retried {
  readonly instance: string;
  /** Number of the input that was put into the inbox again; null: a timer or an activity is back. */
  readonly input: number | null;
  readonly refusal: 'callers' | null;
}

export function createRetryFailure(deps: {
  readonly pool: Pool;
  readonly heads: Heads;
  readonly outcomes: Outcomes;
  readonly afterCommit: AfterCommit;
  readonly describeEntity: DescribeEntity;
}): RetryFailure {
  return async (incident, actor) => {
    const { rows } = await deps.pool.query<{ retried: Retried | null }>({
      name: 'retry-failure',
      text: 'select retry_failure($1, $2) as retried',
      values: [incident, rightsParameter(actor)],
    });
    const retried = rows[0]?.retried;
    if (!retried) {
      const state = await deps.describeEntity({ incident });
      if (state === undefined) return { answer: 'refused', code: 'not-found', reason: notFoundMessage({ incident }) };
      return { answer: 'refused', code: 'wrong-state', reason: state };
    }
    if (retried.refusal === 'callers') throw new StaleCallerError();
    deps.heads.forget(retried.instance);
    const outcome = retried.input === null ? undefined : deps.outcomes.of(retried.instance, retried.input);
    deps.afterCommit.delivered([retried.instance]);
    await outcome;
    return { answer: 'applied' };
  };
}
