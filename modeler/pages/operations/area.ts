import { DeploymentUnitOutlined } from '@ant-design/icons';
import type { Area } from '../../app/area.js';
import { page } from '../../app/page-route.js';

/** Watching process instances and removing what stops them. */
export const operationsArea: Area = {
  name: 'operations',
  path: '/operations',
  key: 'o',
  icon: DeploymentUnitOutlined,
  permission: 'instances.read',
  routes: [
    {
      path: '/operations',
      lazy: page(['operations'], () => import('./instances-page.js').then((module) => module.InstancesPage)),
    },
    {
      path: '/operations/:instanceKey',
      lazy: page(['operations'], () => import('./instance-page.js').then((module) => module.InstancePage)),
    },
  ],
};
