export type * from './evaluator.js';
export type { Failure } from './failures.js';
export type * from './json.js';
export { createFeelEvaluator, syntaxFault } from './feel.js';
export { inexactNumbers } from './inexact-numbers.js';
export { defaultWorkLimits, Work, type WorkLimits } from './budget.js';
export { fitsPattern } from './patterns/form-pattern.js';
export type { PatternFailure } from './patterns/pattern-error.js';
export { patternFaults } from './pattern-faults.js';
