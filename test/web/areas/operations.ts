import type { z } from 'zod';
import type { processInstancePage } from '../../../api/contract/v2/process-instances.js';
import { keyAt, minutesAgo, pick, times, type ListShots, type PageShots } from './area-shots.js';

/** Process instances. */
export const instancesList: ListShots = {
  name: 'operations',
  path: '/operations',
  endpoint: '/v2/process-instances/search',
  answer: (rows): z.output<typeof processInstancePage> => ({
    items: times(rows, (index) => {
      const state = pick(['ACTIVE', 'COMPLETED', 'TERMINATED'] as const, index);
      return {
        processInstanceKey: keyAt(index),
        processDefinitionKey: keyAt(5_000),
        processDefinitionId: 'incident',
        processDefinitionName: pick(['Инцидент поддержки', 'Выпуск релиза'], index),
        processDefinitionVersion: (index % 3) + 1,
        processDefinitionVersionTag: null,
        parentProcessInstanceKey: null,
        parentElementInstanceKey: null,
        rootProcessInstanceKey: keyAt(index),
        state,
        hasIncident: state === 'ACTIVE' && index % 2 === 0,
        startDate: minutesAgo(5 + index * 13),
        endDate: state === 'ACTIVE' ? null : minutesAgo(index * 13),
        tenantId: '<default>',
        tags: [],
        businessId: index % 4 === 0 ? `PRO-${1_000 + index}` : null,
      };
    }),
    page: { totalItems: rows, hasMoreTotalItems: false, startCursor: null, endCursor: null },
  }),
};

/** An instance that cannot go on. */
export const brokenInstance: PageShots = {
  name: 'instance',
  open: async (page, { url, seeded }) => {
    await page.goto(`${url}/operations/${seeded.brokenInstance}?tab=incidents`);
    await page.locator('[data-element-id="grant"]').waitFor();
    await page.getByText('LDAP').waitFor();
  },
};
