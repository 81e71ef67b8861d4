import { CheckSquareOutlined } from '@ant-design/icons';
import type { Area } from '../../app/area.js';
import { page } from '../../app/page-route.js';

/** The work of people. */
export const tasksArea: Area = {
  name: 'tasks',
  path: '/tasks',
  key: 't',
  icon: CheckSquareOutlined,
  permission: 'tasks.read',
  routes: [
    {
      path: '/tasks',
      lazy: page(['tasks'], () => import('./tasks-page.js').then((module) => module.TasksPage)),
    },
    {
      path: '/tasks/:taskKey',
      lazy: page(['tasks'], () => import('./task-page.js').then((module) => module.TaskPage)),
    },
  ],
};
