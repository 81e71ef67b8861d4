import { z } from 'zod';
import { queryInteger } from './api/pages.js';
import { listOf } from './access/common.js';
import { draft } from './drafts.js';
import { keyText } from './v2/values.js';

export const processListQuery = z.object({
  limit: queryInteger(1, 500).default(100),
  after: z.string().max(2_000).optional().meta({ description: '`next` of the page before' }),
  search: z.string().max(200).optional().meta({ description: 'Part of a name or id' }),
  processId: z.string().min(1).max(500).optional().meta({ description: 'The id of one process, as it is written' }),
});

/** A process as the list shows it: deployed, being drawn, or both. */
export const processOverview = z
  .object({
    processId: z.string().nullable(),
    name: z.string(),
    latest: z
      .object({
        processDefinitionKey: keyText,
        version: z.int(),
        versionTag: z.string().nullable(),
        deployedAt: z.iso.datetime(),
        deployedBy: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The newest deployed version' }),
    draft: draft
      .pick({ id: true, basedOn: true, changedBy: true, changedAt: true })
      .nullable()
      .meta({ description: 'The draft of it that was changed last' }),
    activeInstances: z.int().meta({ description: 'Instances of all versions that run, counted up to 1,000' }),
    incidents: z.int().meta({ description: 'Open incidents of all versions, counted up to 1,000' }),
  })
  .meta({ id: 'ProcessOverview' });

export const processList = listOf(processOverview).meta({ id: 'ProcessList' });
