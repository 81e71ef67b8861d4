import type { z } from 'zod';
import type { userTaskPage } from '../../../api/contract/v2/user-tasks.js';
import { keyAt, minutesAgo, pick, times, type ListShots, type PageShots } from './area-shots.js';

/** Tasks of people. */
export const tasksList: ListShots = {
  name: 'tasks',
  path: '/tasks',
  endpoint: '/v2/user-tasks/search',
  answer: (rows): z.output<typeof userTaskPage> => ({
    items: times(rows, (index) => ({
      userTaskKey: keyAt(index),
      name: pick(['Разобрать заявку', 'Согласовать выпуск', 'Проверить исправление'], index),
      state: 'CREATED' as const,
      assignee: pick([null, 'admin', 'i.petrova'], index),
      candidateGroups: pick([['line-2'], ['release', 'qa']], index),
      candidateUsers: [],
      priority: (index * 10) % 100,
      creationDate: minutesAgo(5 + index * 17),
      completionDate: null,
      followUpDate: null,
      dueDate: index % 2 === 0 ? minutesAgo(index * 60 - 600) : null,
      elementId: 'work',
      elementInstanceKey: keyAt(10_000 + index),
      processName: 'Инцидент поддержки',
      processDefinitionId: 'incident',
      processDefinitionKey: keyAt(5_000),
      processDefinitionVersion: 2,
      processInstanceKey: keyAt(20_000 + index),
      rootProcessInstanceKey: null,
      formKey: null,
      externalFormReference: null,
      customHeaders: {},
      tenantId: '<default>' as const,
      tags: [],
    })),
    page: { totalItems: rows, hasMoreTotalItems: false, startCursor: null, endCursor: null },
  }),
};

/** A task with its form. */
export const taskWithForm: PageShots = {
  name: 'task',
  open: async (page, { url, seeded }) => {
    await page.goto(`${url}/tasks/${seeded.task}`);
    await page.locator('.fjs-textarea').waitFor();
  },
};
