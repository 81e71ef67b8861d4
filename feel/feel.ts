import type { Evaluator, SyntaxFault } from './evaluator.js';
import { prepare } from './prepared.js';
import { memoize } from './memoize.js';
import { parseChecked } from './syntax-tree.js';

/**
 * The `Evaluator` on feelin (bpmn.io's FEEL interpreter, Camunda dialect). Each distinct source is prepared once and
 * kept; only the variables that an expression names are looked up. `now()` and `today()` follow `at`, in UTC.
 *
 * A wrong type or a missing name gives null and a warning (FEEL); `ok: false` is left for broken syntax and for
 * evaluations that cannot be finished. Numbers are doubles.
 */
export function createFeelEvaluator(): Evaluator {
  const prepared = memoize(prepare);
  return {
    evaluate(expression, variable, at, work) {
      const ready = prepared(expression.source);
      if ('run' in ready) return ready.run(variable, at, work);
      const { position: _position, ...fault } = ready.fault;
      return { ok: false, ...fault, message: `FEEL syntax: ${fault.message}` };
    },
    check(source) {
      const ready = prepared(source);
      return 'fault' in ready ? ready.fault : undefined;
    },
  };
}

/** Only the syntax check, for those who never evaluate: what is wrong with a source, or undefined. */
export const syntaxFault: (source: string) => SyntaxFault | undefined = memoize((source) => {
  const parsed = parseChecked(source);
  return 'fault' in parsed ? parsed.fault : undefined;
});
