import type { z } from 'zod';
import type { processList } from '../../../api/contract/processes.js';
import { keyAt, minutesAgo, pick, times, type ListShots, type PageShots } from './area-shots.js';

const names = ['Заявка на доступ', 'Выпуск релиза', 'Инцидент поддержки', 'Опрос удовлетворённости'] as const;

/** Deployed processes and drafts. */
export const processesList: ListShots = {
  name: 'processes',
  path: '/processes',
  endpoint: '/api/processes',
  answer: (rows): z.output<typeof processList> => ({
    items: times(rows, (index) => ({
      processId: `process-${index + 1}`,
      name: index < names.length ? pick(names, index) : `${pick(names, index)} ${index + 1}`,
      latest:
        index % 5 === 4
          ? null
          : {
              processDefinitionKey: keyAt(index),
              version: (index % 7) + 1,
              versionTag: index % 3 === 0 ? '2026.1' : null,
              deployedAt: minutesAgo(30 + index * 47),
              deployedBy: 'i.petrova',
            },
      draft:
        index % 2 === 0
          ? {
              id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
              basedOn: null,
              changedBy: 'a.sidorov',
              changedAt: minutesAgo(4 + index),
            }
          : null,
      activeInstances: index % 5 === 4 ? 0 : (index * 37) % 1_000,
      incidents: index % 9 === 2 ? 2 : 0,
    })),
  }),
};

/** A canvas with the process that everybody begins with, and its task without a job type. */
export const drawing: PageShots = {
  name: 'modeler',
  open: async (page, { url, language }) => {
    await page.goto(`${url}/processes`);
    await page
      .getByRole('button', { name: language === 'ru' ? 'Новый процесс' : 'New process' })
      .first()
      .click();
    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await page.locator('.djs-context-pad .entry[data-action="append.append-task"]').click();
    await page.keyboard.type(language === 'ru' ? 'Списать остаток' : 'Write off the rest');
    await page.keyboard.press('Enter');
    await page.locator('.djs-context-pad .entry[data-action="replace"]').click();
    await page.locator('.djs-popup .entry[data-id="replace-with-service-task"]').click();
    await page.locator('.lint-mark-error').click();
    await page.getByText(language === 'ru' ? /^Сохранено/ : /^Saved/).waitFor();
  },
  leave: async (page, { language }) => {
    await page.getByRole('button', { name: language === 'ru' ? 'Ещё' : 'More', exact: true }).click();
    await page.getByText(language === 'ru' ? 'Удалить черновик' : 'Delete the draft').click();
    await page.waitForURL(/\/processes$/);
  },
};

/** A deployed version. */
export const version: PageShots = {
  name: 'version',
  open: async (page, { url, seeded }) => {
    await page.goto(`${url}/processes/versions/${seeded.processDefinitionKey}`);
    await page.locator('[data-element-id="approve"]').waitFor();
  },
};
