import { publishedMessage, publishMessageBody } from '../../../contract/v2/messages.js';
import { TENANT } from '../../../contract/v2/values.js';
import { actorOf } from '../../../access/caller.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { refusal } from '../answers.js';

/** Messages to instances. Synchronous correlation is not offered: the engine buffers. */
export const messageRoutes = ({ engine }: Pick<ApiDeps, 'engine'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/v2/messages/publication',
    operationId: 'publishMessage',
    tag: 'Messages',
    engineChecksRights: true,
    summary: 'Publish a message: it goes to subscriptions open now, or that open while it lives',
    access: 'messages.publish',
    body: publishMessageBody,
    success: { status: 200, description: 'It is published', body: publishedMessage },
    problems: ['already-exists', 'invalid-argument'],
    handle: async ({ body, caller }) => {
      const published = await engine.publish(
        {
          name: body.name,
          correlationKey: body.correlationKey,
          variables: body.variables ?? {},
          timeToLive: body.timeToLive,
          ...(body.messageId === undefined ? {} : { messageId: body.messageId }),
        },
        actorOf(caller),
      );
      if (published.answer === 'refused') throw refusal(published);
      return { messageKey: published.messageKey.toString(), tenantId: TENANT };
    },
  }),
];
