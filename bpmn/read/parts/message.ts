import type { MessageDefinition } from '../../model/index.js';
import { extension, type BpmnNode } from '../node.js';
import { optionalExpression, requiredExpression } from './expression.js';
import { omitUndefined } from './omit-undefined.js';

/** The message that an event or receive task refers to, with the correlation key of `zeebe:subscription`. */
export const message = (holder: BpmnNode): MessageDefinition => ({
  name: requiredExpression(holder.messageRef?.name),
  ...omitUndefined({
    correlationKey: optionalExpression(extension(holder.messageRef, 'zeebe:Subscription')?.correlationKey),
  }),
});

/** As `message`, for the start event of a process, which is correlated by name alone. */
export const startMessage = (holder: BpmnNode): MessageDefinition => ({
  name: requiredExpression(holder.messageRef?.name),
});
