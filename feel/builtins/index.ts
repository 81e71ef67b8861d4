import { evaluate } from '@bpmn-io/feelin';
import type { Instant } from '../json.js';
import type { Budget } from '../budget.js';
import { counting } from '../rewrites/counting.js';
import { scaling } from '../rewrites/durations.js';
import { dialect } from '../syntax-tree.js';
import { camundaFunctions } from './camunda.js';
import { between, compared, comparing, ofMoment } from './comparisons.js';
import {
  countedFunction,
  countedItems,
  countedList,
  countedOperand,
  countedOperands,
  countedTarget,
  isBuiltinFunction,
} from './counting.js';
import { divided, times } from './durations.js';
import { instanceOfName, isInstanceOf } from './instance-of.js';
import { now, today } from './instant.js';
import { patternFunctions } from './pattern-functions.js';

/**
 * Functions that stand in for, or come on top of, feelin's built-ins: what depends on the instant of the evaluation,
 * what feelin lacks or would never end, and what counts the steps of the evaluation. `instant` is read at each call.
 */
export function ownFunctions(
  instant: { readonly at: Instant },
  budget: Budget,
  warn: (message: string) => void,
): Readonly<Record<string, unknown>> {
  const own: Record<string, unknown> = {
    now: declare([], () => now(instant.at)),
    today: declare([], () => today(instant.at)),
    [instanceOfName]: declare(['value', 'type'], isInstanceOf),
    [counting.items]: declare(['value', 'cost'], (value: unknown, cost: number) => countedItems(budget, value, cost)),
    [counting.list]: declare(['value', 'cost'], (value: unknown, cost: number) => countedList(budget, value, cost)),
    [counting.operand]: declare(['value'], (value: unknown) => countedOperand(budget, value)),
    [counting.target]: declare(['value', 'name'], (value: unknown, name: string) => countedTarget(budget, value, name)),
    [counting.entered]: declare(['cost'], (cost: number) => {
      budget.enter(cost);
      return true;
    }),
    [counting.left]: declare(['value'], (value: unknown) => {
      budget.leave();
      return value;
    }),
    [comparing.compared]: declare(['left', 'operator', 'right'], (...given: Parameters<typeof compared>) => {
      countedOperands(budget, given[0], given[2]);
      return compared(...given);
    }),
    [comparing.between]: declare(['value', 'least', 'most'], between),
    [comparing.moment]: declare(['value', 'moment'], ofMoment),
    [scaling['*']]: declare(['a', 'b'], times),
    [scaling['/']]: declare(['a', 'b'], divided),
  };
  for (const [name, { parameters, call }] of Object.entries(camundaFunctions))
    own[name] = countedFunction(budget, name, declare(parameters, call) as never);
  for (const [name, { parameters, call }] of Object.entries(patternFunctions(budget, warn)))
    own[name] = declare(parameters, call);
  return own;
}

const known = new Map<string, unknown>();

/** feelin's own built-in of a name, or undefined. */
export function builtin(name: string): unknown {
  if (!known.has(name)) known.set(name, evaluate(`\`${name}\``, {}, dialect).value ?? undefined);
  return known.get(name);
}

/** feelin's own built-in of a name, counting what it reads and makes; undefined when there is none. */
export function countedBuiltin(name: string, budget: Budget): unknown {
  const found = builtin(name);
  return isBuiltinFunction(found) ? countedFunction(budget, name, found) : found;
}

/**
 * Names the parameters; feelin would otherwise read them from the function's source text, which a bundler may change.
 * The name goes on a function of its own: exported ones are frozen where workflows share this module.
 */
const declare = <P extends never[], R>(parameters: readonly string[], implementation: (...given: P) => R) =>
  Object.assign((...given: P) => implementation(...given), { $args: parameters });
