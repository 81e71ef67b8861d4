import { evaluate } from '@bpmn-io/feelin';
import type { Instant } from './json.js';
import { Budget, BudgetExceededError, type Work } from './budget.js';
import { builtin, countedBuiltin, ownFunctions } from './builtins/index.js';
import type { Evaluation, SyntaxFault, VariableLookup } from './evaluator.js';
import { failures, type Failure } from './failures.js';
import { usedNames } from './names.js';
import { applyEdits } from './rewrites/edits.js';
import { stepsOf } from './rewrites/counting.js';
import { rewrite } from './rewrites/index.js';
import { renameCalls } from './rewrites/shadowed-function.js';
import { dialect, parseChecked, type Parsed } from './syntax-tree.js';
import { toJson, type JsonWatch } from './to-json.js';

/** An expression made ready: a way to run it, or what is wrong with it. */
export type Prepared = { readonly run: Run } | { readonly fault: SyntaxFault };

/** Runs a prepared expression; `work` is the account that it goes on, one of its own where none is given. */
export type Run = (variable: VariableLookup, at: Instant, work?: Work) => Evaluation;

/** A FEEL function without parameters, parsed once. It reads its free names from `scope` each time it is invoked. */
interface Compiled {
  readonly body: { invoke(parameters: readonly never[]): unknown };
  readonly scope: Record<string, unknown>;
  /** Grows with every invocation; emptied after each. */
  readonly warnings: { readonly message: string }[];
  readonly watch: Watch;
}

/** At most this many different warnings of one evaluation are kept. */
const warningLimit = 20;

const noWarnings: readonly string[] = [];

/**
 * Makes an expression ready to run. feelin parses at every `evaluate`; a FEEL function literal, though, is a parsed
 * expression that can be invoked again and again, each time over the context object it was made with. So the expression
 * becomes the body of a function without parameters, and its context a scope that is filled before each call.
 * The function is made at the first run: a check of the syntax does not need it.
 */
export function prepare(source: string): Prepared {
  const parsed = parseChecked(source);
  if ('fault' in parsed) return parsed;
  let run: Run | undefined;
  return {
    run(variable, at, work) {
      try {
        run ??= runner(rewrite(parsed));
      } catch (error) {
        return { ok: false, ...failureOf(error) };
      }
      return run(variable, at, work);
    },
  };
}

function runner({ source, tree }: Parsed): Run {
  const { variables, functions } = usedNames(tree, source);
  const instant = { at: 0 };
  const budget = new Budget();
  const compiled = compile({ source, tree }, variables, functions, instant, budget);
  const names = [...variables].filter((name) => name !== '__proto__');
  const shadowing = new Set(names.filter((name) => builtin(name) !== undefined));
  const steps = stepsOf(tree);
  return (variable, at, work) => {
    instant.at = at;
    budget.renew(work);
    for (const name of names) {
      const value = variable(name);
      compiled.scope[name] = value;
      if (value === undefined && shadowing.has(name)) {
        compiled.scope[name] = null;
        compiled.watch.warn(`Variable '${name}' not found`);
      }
    }
    const evaluation = invoke(compiled, budget, steps);
    for (const name of names) compiled.scope[name] = undefined;
    return evaluation;
  };
}

/** Puts variables, own functions and renamed built-ins into a scope and parses the function literal over it. */
function compile(
  { source, tree }: Parsed,
  variables: ReadonlySet<string>,
  functions: ReadonlySet<string>,
  instant: { readonly at: Instant },
  budget: Budget,
): Compiled {
  const watch = new Watch(budget);
  const own = functions.size === 0 ? {} : ownFunctions(instant, budget, (message) => watch.warn(message));
  const functionOf = (name: string): unknown => (Object.hasOwn(own, name) ? own[name] : countedBuiltin(name, budget));
  const scope: Record<string, unknown> = {};
  const renamed = new Map<string, string>();
  for (const name of variables) scope[name] = null;
  for (const name of functions) {
    const provided = functionOf(name);
    if (provided === undefined) continue;
    if (variables.has(name)) renamed.set(name, `called_${name.replaceAll(' ', '_')}`);
    else scope[name] = provided;
  }
  for (const [name, alias] of renamed) scope[alias] = functionOf(name);
  const text = renamed.size === 0 ? source : applyEdits(source, renameCalls(tree, source, renamed));
  const { value, warnings } = evaluate(`function() (\n${text}\n)`, scope, dialect);
  return { body: value as Compiled['body'], scope, warnings, watch };
}

function invoke({ body, warnings, watch }: Compiled, budget: Budget, steps: number): Evaluation {
  try {
    budget.spend(steps);
    const value = toJson(body.invoke([]), watch);
    if (warnings.length === 0 && watch.warnings.length === 0) return { ok: true, value, warnings: noWarnings };
    const all = new Set([...watch.warnings, ...warnings.map((warning) => warning.message)]);
    return { ok: true, value, warnings: [...all].slice(0, warningLimit) };
  } catch (error) {
    return { ok: false, ...failureOf(error) };
  } finally {
    warnings.length = 0;
    watch.warnings.length = 0;
  }
}

/** Hears of one result after the other. */
class Watch implements JsonWatch {
  readonly warnings: string[] = [];
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  warn(message: string): void {
    this.warnings.push(message);
  }

  grow(size: number): void {
    this.#budget.grow(size);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof BudgetExceededError) return error.failure;
  if (error instanceof RangeError && /call stack|string length|array length/i.test(error.message))
    return failures.noMemory();
  return { message: error instanceof Error ? error.message : String(error) };
}
