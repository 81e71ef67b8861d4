import { evaluate } from '@bpmn-io/feelin';
import type { Instant } from '../model/index.js';
import { builtin, instantFunctions } from './builtins/index.js';
import type { Evaluation, SyntaxFault, VariableLookup } from './evaluator.js';
import { usedNames } from './names.js';
import { applyEdits } from './rewrites/edits.js';
import { rewrite, type Parsed } from './rewrites/index.js';
import { renameCalls } from './rewrites/shadowed-function.js';
import { dialect, parseChecked } from './syntax-tree.js';
import { toJson } from './to-json.js';

/** An expression made ready: a way to run it, or what is wrong with it. */
export type Prepared = { readonly run: Run } | { readonly fault: SyntaxFault };

/** Runs a prepared expression. */
export type Run = (variable: VariableLookup, at: Instant) => Evaluation;

/** A FEEL function without parameters, parsed once. It reads its free names from `scope` each time it is invoked. */
interface Compiled {
  readonly body: { invoke(parameters: readonly never[]): unknown };
  readonly scope: Record<string, unknown>;
  /** Grows with every invocation; emptied after each. */
  readonly warnings: { readonly message: string }[];
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
  const { tree } = parsed;
  let run: Run | undefined;
  return {
    run(variable, at) {
      try {
        run ??= runner(rewrite({ source, tree }));
      } catch (error) {
        return { ok: false, message: messageOf(error) };
      }
      return run(variable, at);
    },
  };
}

function runner({ source, tree }: Parsed): Run {
  const { variables, functions } = usedNames(tree, source);
  const instant = { at: 0 };
  const compiled = compile({ source, tree }, variables, functions, instantFunctions(instant));
  const names = [...variables].filter((name) => name !== '__proto__');
  const shadowing = new Set(names.filter((name) => builtin(name) !== undefined));
  return (variable, at) => {
    instant.at = at;
    const missing: string[] = [];
    for (const name of names) {
      const value = variable(name);
      compiled.scope[name] = value;
      if (value === undefined && shadowing.has(name)) {
        compiled.scope[name] = null;
        missing.push(`Variable '${name}' not found`);
      }
    }
    const evaluation = invoke(compiled, missing);
    for (const name of names) compiled.scope[name] = undefined;
    return evaluation;
  };
}

/** Puts variables, own functions and renamed built-ins into a scope and parses the function literal over it. */
function compile(
  { source, tree }: Parsed,
  variables: ReadonlySet<string>,
  functions: ReadonlySet<string>,
  own: Readonly<Record<string, unknown>>,
): Compiled {
  const scope: Record<string, unknown> = {};
  const renamed = new Map<string, string>();
  for (const name of variables) scope[name] = null;
  for (const name of functions) {
    const provided = Object.hasOwn(own, name) ? own[name] : undefined;
    if (variables.has(name)) renamed.set(name, `called_${name.replaceAll(' ', '_')}`);
    else if (provided !== undefined) scope[name] = provided;
  }
  for (const [name, alias] of renamed) scope[alias] = own[name] ?? builtin(name);
  const text = renamed.size === 0 ? source : applyEdits(source, renameCalls(tree, source, renamed));
  const { value, warnings } = evaluate(`function() (\n${text}\n)`, scope, dialect);
  return { body: value as Compiled['body'], scope, warnings };
}

function invoke(compiled: Compiled, warnings: string[]): Evaluation {
  try {
    const value = toJson(compiled.body.invoke([]), (message) => warnings.push(message));
    if (compiled.warnings.length === 0 && warnings.length === 0) return { ok: true, value, warnings: noWarnings };
    const all = new Set([...warnings, ...compiled.warnings.map((warning) => warning.message)]);
    return { ok: true, value, warnings: [...all].slice(0, warningLimit) };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  } finally {
    compiled.warnings.length = 0;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
