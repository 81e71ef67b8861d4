import { z } from 'zod';
import { incidentColumns } from '../../search/resources/incidents.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';
import { operationReference } from './values.js';

export const incidentItem = itemOf(incidentColumns).meta({ id: 'Incident' });
export const incidentSearch = searchBody(
  sortsOf(incidentColumns),
  filterOf(incidentColumns).meta({ id: 'IncidentFilter' }),
);
export const incidentPage = searchReply(incidentItem).meta({ id: 'IncidentPage' });

export const resolveIncidentBody = z.object({ operationReference });

/** What `incident-resolution` of an instance answers with: the work is done when it comes. */
export const batchStarted = z
  .object({ batchOperationKey: z.string(), batchOperationType: z.literal('RESOLVE_INCIDENT') })
  .meta({ id: 'BatchOperationStarted' });
