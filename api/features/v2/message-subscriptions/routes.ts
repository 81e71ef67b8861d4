import { messageSubscriptionPage, messageSubscriptionSearch } from '../../../contract/v2/message-subscriptions.js';
import type { ApiDeps } from '../../../deps.js';
import type { Route } from '../../../routing/route.js';
import { searchRoute } from '../search-route.js';
import { messageSubscriptionView } from '../../../search/resources/message-subscriptions.js';

/** Reading which messages instances wait for. */
export const messageSubscriptionRoutes = (deps: Pick<ApiDeps, 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/v2/message-subscriptions/search',
    operationId: 'searchMessageSubscriptions',
    tag: 'Messages',
    summary: 'Search the waits of elements for messages, open and past',
    access: 'instances.read',
    body: messageSubscriptionSearch,
    reply: messageSubscriptionPage,
    view: () => messageSubscriptionView,
  }),
];
