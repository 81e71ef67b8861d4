import type { ErrorDefinition } from '../../model/index.js';
import type { BpmnNode } from '../node.js';
import { eventDefinition } from '../reader.js';
import { optionalExpression } from './expression.js';
import { omitUndefined } from './omit-undefined.js';

/** The error that an event refers to; without a reference or code there is no code: catching events catch all. */
export function error(event: BpmnNode): ErrorDefinition {
  const { errorRef, errorCodeVariable, errorMessageVariable } = eventDefinition(event);
  return omitUndefined({
    code: optionalExpression(errorRef?.errorCode),
    codeVariable: errorCodeVariable?.trim() || undefined,
    messageVariable: errorMessageVariable?.trim() || undefined,
  });
}
