import { z } from 'zod';
import { keyText, name, optional, tenantId, tenantReply, variables } from './values.js';

/** Name and correlation key are looked up together by index: PostgreSQL takes 2,704 bytes there. */
const LONGEST = 400;

/** `POST /v2/messages/publication` */
export const publishMessageBody = z
  .object({
    name: name(LONGEST).min(1),
    correlationKey: name(LONGEST)
      .nullish()
      .transform((text) => text ?? ''),
    timeToLive: z
      .int()
      .min(0)
      .nullish()
      .transform((ms) => ms ?? 0)
      .meta({ description: 'How long it is kept for subscriptions to come, in ms' }),
    messageId: optional(name().min(1)),
    variables: optional(variables),
    tenantId,
  })
  .meta({ id: 'PublishMessage' });

export const publishedMessage = z
  .object({ messageKey: keyText, tenantId: tenantReply })
  .meta({ id: 'PublishedMessage' });
