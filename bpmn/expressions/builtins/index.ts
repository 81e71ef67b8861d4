import { evaluate } from '@bpmn-io/feelin';
import type { Instant } from '../../model/index.js';
import { dialect } from '../syntax-tree.js';
import { instanceOfName, isInstanceOf } from './instance-of.js';
import { now, today } from './instant.js';

/**
 * Functions that stand in for, or come on top of, feelin's built-ins: what depends on the instant of the evaluation, and
 * what feelin lacks. `instant` is read at each call.
 */
export const instantFunctions = (instant: { readonly at: Instant }): Readonly<Record<string, unknown>> => ({
  now: declare([], () => now(instant.at)),
  today: declare([], () => today(instant.at)),
  [instanceOfName]: declare(['value', 'type'], isInstanceOf),
});

const known = new Map<string, unknown>();

/** feelin's own built-in of a name, or undefined. */
export function builtin(name: string): unknown {
  if (!known.has(name)) known.set(name, evaluate(`\`${name}\``, {}, dialect).value ?? undefined);
  return known.get(name);
}

/**
 * Names the parameters; feelin would otherwise read them from the function's source text, which a bundler may change.
 * The name goes on a function of its own: exported ones are frozen where workflows share this module.
 */
const declare = <P extends never[], R>(parameters: readonly string[], implementation: (...given: P) => R) =>
  Object.assign((...given: P) => implementation(...given), { $args: parameters });
