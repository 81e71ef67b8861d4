import { messageSubscriptionColumns } from '../../search/resources/message-subscriptions.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';

const messageSubscriptionItem = itemOf(messageSubscriptionColumns).meta({ id: 'MessageSubscription' });
const messageSubscriptionFilter = filterOf(messageSubscriptionColumns).meta({ id: 'MessageSubscriptionFilter' });

export const messageSubscriptionSearch = searchBody(sortsOf(messageSubscriptionColumns), messageSubscriptionFilter);
export const messageSubscriptionPage = searchReply(messageSubscriptionItem).meta({ id: 'MessageSubscriptionPage' });
