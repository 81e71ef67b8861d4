import { MailOutlined } from '@ant-design/icons';
import type { Area } from '../../app/area.js';
import { page } from '../../app/page-route.js';

/** Emails to and from the desks. */
export const mailArea: Area = {
  name: 'mail',
  path: '/mail',
  key: 'm',
  icon: MailOutlined,
  permission: 'tasks.read',
  routes: [
    {
      path: '/mail/:mailId?',
      lazy: page(['mail'], () => import('./mail-page.js').then((module) => module.MailPage)),
    },
  ],
};
