import { UnorderedListOutlined } from '@ant-design/icons';
import type { Area } from '../../app/area.js';
import { page } from '../../app/page-route.js';

/** Tickets in the order of the regulation, and each of them. */
export const queueArea: Area = {
  name: 'queue',
  path: '/queue',
  key: 'q',
  icon: UnorderedListOutlined,
  permission: 'tasks.read',
  routes: [
    {
      path: '/queue',
      lazy: page(['queue', 'ticket'], () =>
        import('./queue-page.js').then((module) => {
          module.loadToolbar().catch(() => undefined);
          return module.QueuePage;
        }),
      ),
    },
    {
      path: '/queue/tickets',
      lazy: page(['queue', 'ticket'], () => import('./tickets-page.js').then((module) => module.TicketsPage)),
    },
    {
      path: '/tickets/:ticketId',
      lazy: page(['ticket', 'tasks'], () => import('../ticket/ticket-page.js').then((module) => module.TicketPage)),
    },
  ],
};
