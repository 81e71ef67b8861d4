import type { Expression } from '../model/index.js';

/** A fixed empty text stands for what the diagram leaves out (see `ElementReader`). */
export const isMissing = (expression: Expression): boolean => expression.kind === 'static' && expression.value === '';
