export type * from './evaluator.js';
export type { Failure } from './failures.js';
export type * from './json.js';
export { createFeelEvaluator, syntaxFault } from './feel.js';
export { inexactNumbers } from './inexact-numbers.js';
