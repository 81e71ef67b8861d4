import type { Json } from './json.js';

/**
 * A value in a diagram that is either fixed or computed (Zeebe convention: a leading `=` marks FEEL).
 * Expressions are data; the `Evaluator` port of `bpmn/expressions` gives them meaning.
 */
export type Expression = StaticExpression | FeelExpression;

/** A fixed value, as written. */
export interface StaticExpression {
  readonly kind: 'static';
  readonly value: Json;
}

/** A FEEL expression, without its leading `=`. */
export interface FeelExpression {
  readonly kind: 'feel';
  readonly source: string;
}
