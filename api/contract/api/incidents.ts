import { z } from 'zod';
import { searchReply } from '../v2/search.js';
import { incidentItem } from '../v2/incidents.js';

/** An incident with what is needed to word it in any language. `/v2` keeps to Camunda's members: its clients refuse others. */
export const wordedIncidentItem = z
  .object({
    ...incidentItem.shape,
    rule: z.string().nullable().meta({ description: 'What the message says; null for words of others, as a worker’s' }),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .nullable()
      .meta({ description: 'What differs from case to case in the text of the rule' }),
  })
  .meta({ id: 'WordedIncident' });

export const wordedIncidentPage = searchReply(wordedIncidentItem).meta({ id: 'WordedIncidentPage' });
