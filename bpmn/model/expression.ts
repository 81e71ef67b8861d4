import type { FeelExpression, Json } from '../../feel/index.js';

export type { FeelExpression };

/**
 * A value in a diagram that is either fixed or computed (Zeebe convention: a leading `=` marks FEEL).
 * Expressions are data; the `Evaluator` port of `feel` gives them meaning.
 */
export type Expression = StaticExpression | FeelExpression;

/** A fixed value, as written. */
export interface StaticExpression {
  readonly kind: 'static';
  readonly value: Json;
}
