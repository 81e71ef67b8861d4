import { PartitionOutlined } from '@ant-design/icons';
import type { Area } from '../../app/area.js';
import { page } from '../../app/page-route.js';

/** Drawing, checking and deploying processes. */
export const processesArea: Area = {
  name: 'processes',
  path: '/processes',
  key: 'p',
  icon: PartitionOutlined,
  permission: 'processes.read',
  routes: [
    {
      path: '/processes',
      lazy: page(['processes'], () => import('./list/processes-page.js').then((module) => module.ProcessesPage)),
    },
    {
      path: '/processes/drafts/:draftId',
      lazy: page(['processes'], () => import('./draft/draft-page.js').then((module) => module.DraftPage)),
    },
    {
      path: '/processes/versions/:processDefinitionKey',
      lazy: page(['processes'], () => import('./versions/version-page.js').then((module) => module.VersionPage)),
    },
  ],
};
