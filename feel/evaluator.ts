import type { Work } from './budget.js';
import type { Failure, SyntaxFailure } from './failures.js';
import type { Instant, Json } from './json.js';

/** A FEEL expression, without its leading `=`. */
export interface FeelExpression {
  readonly kind: 'feel';
  readonly source: string;
}

/**
 * Gives FEEL expressions their meaning. Pure: the same expression, variables and instant give the same result.
 * Implementations prepare each distinct source text once.
 */
export interface Evaluator {
  /**
   * Evaluates against the variables an expression names; unknown names are null (FEEL), reported as warnings.
   * `at` is what `now()` and `today()` see. Temporal results come back as their ISO text. `work`: the account that several
   * evaluations share; without one an evaluation has an account of its own.
   */
  evaluate(expression: FeelExpression, variable: VariableLookup, at: Instant, work?: Work): Evaluation;
  /** Checks the syntax: undefined when right, else what is wrong and where (offset in the source). */
  check(source: string): SyntaxFault | undefined;
}

/** The value of a visible variable, or undefined where there is none. */
export type VariableLookup = (name: string) => Json | undefined;

/** `warnings` tell why a value is null (missing variable, wrong type), in the order met. */
export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly string[] }
  | ({ readonly ok: false } & Failure);

export type SyntaxFault = SyntaxFailure & {
  /** Where it is, from 0; absent: it is about the whole. */
  readonly position?: number;
};
