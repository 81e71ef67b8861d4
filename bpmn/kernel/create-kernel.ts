import { behaviours as allBehaviours } from '../elements/index.js';
import { defaultWorkLimits, type Evaluator } from '../../feel/index.js';
import type { Behaviours } from './behaviour.js';
import type { Kernel } from './kernel.js';
import { Run, type Limits } from './loop/run.js';
import { createSession } from './session.js';
import { RunStep } from './step.js';
import { KERNEL_VERSION } from './version.js';
import { pending } from './waits/waits.js';

const defaultLimits: Limits = {
  commandsPerInput: 100_000,
  sizePerInput: 50_000_000,
  expressions: defaultWorkLimits,
  keysPerInstance: 8_000_000,
};

/**
 * Puts a kernel together. `behaviours` are those of all elements, `limits` the usual ones and `version` that of the rules
 * here unless others are given.
 */
export function createKernel(parts: {
  readonly evaluate: Evaluator;
  readonly behaviours?: Behaviours;
  readonly limits?: Partial<Limits>;
  readonly version?: number;
}): Kernel {
  const { evaluate: evaluator, behaviours = allBehaviours, version = KERNEL_VERSION } = parts;
  const limits: Limits = { ...defaultLimits, ...parts.limits };
  const runParts = { evaluator, behaviours, limits };
  const open: Kernel['open'] = (definition, state, { budget } = {}) =>
    createSession(new Run(definition, state, runParts, (run) => new RunStep(run), budget));
  return {
    version,
    open,
    step(definition, state, input) {
      const session = open(definition, state);
      const result = session.apply(input);
      return { ...result, state: session.close() };
    },
    pending,
  };
}
