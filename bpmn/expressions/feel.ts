import type { Evaluator, SyntaxFault } from './evaluator.js';
import { prepare, type Prepared } from './prepared.js';
import { faultOf, parse } from './syntax-tree.js';

/** So many different sources are kept ready; beyond that the ones prepared first are given up. */
const cacheLimit = 10_000;

/**
 * The `Evaluator` on feelin (bpmn.io's FEEL interpreter, Camunda dialect). Each distinct source is prepared once and
 * kept; only the variables that an expression names are looked up. `now()` and `today()` follow `at`, in UTC.
 *
 * A wrong type or a missing name gives null and a warning (FEEL); `ok: false` is left for broken syntax and for
 * evaluations that cannot be finished. Numbers are doubles.
 */
export function createFeelEvaluator(): Evaluator {
  const cache = new Map<string, Prepared>();

  const prepared = (source: string): Prepared => {
    const found = cache.get(source);
    if (found !== undefined) return found;
    const fresh = prepare(source);
    const [oldest] = cache.size >= cacheLimit ? cache.keys() : [];
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(source, fresh);
    return fresh;
  };

  return {
    evaluate(expression, variable, at) {
      const ready = prepared(expression.source);
      if ('run' in ready) return ready.run(variable, at);
      return { ok: false, message: `FEEL syntax: ${ready.fault.message}` };
    },
    check(source) {
      const ready = prepared(source);
      return 'fault' in ready ? ready.fault : undefined;
    },
  };
}

/** Only the syntax check, for those who never evaluate. */
export const syntaxFault = (source: string): SyntaxFault | undefined => faultOf(parse(source), source);
