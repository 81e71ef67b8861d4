import type { Expression, Json } from '../../model/index.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';
import { Obstacle } from '../incidents/obstacle.js';
import { reasonOf } from '../incidents/reason.js';
import type { Run } from '../loop/run.js';
import { lookup } from './variables.js';

/**
 * The value of an expression with the variables visible at an instance; `more` are looked at first. An evaluation that
 * fails is an obstacle (Camunda: EXTRACT_VALUE_ERROR); a missing variable is null and no failure (FEEL).
 */
export function evaluate(run: Run, expression: Expression, at: LiveInstance, more?: Variables): Json {
  if (expression.kind === 'static') return expression.value;
  const variable =
    more === undefined
      ? (name: string) => lookup(at, name)
      : (name: string) => (Object.hasOwn(more, name) ? more[name] : lookup(at, name));
  const evaluation = run.parts.evaluator.evaluate(expression, variable, run.now, run.expressions);
  run.countExpression();
  if (evaluation.ok) return evaluation.value;
  const { source } = expression;
  throw new Obstacle('EXTRACT_VALUE_ERROR', reasonOf('expression-failed', { source }, evaluation));
}
