import { z } from 'zod';
import { keyText, tenantReply } from './values.js';

/** What happened at one element of an instance (Camunda, "Get element instance statistics"). */
export const elementStatistics = z
  .object({
    items: z.array(
      z.object({
        elementId: z.string(),
        active: z.int(),
        canceled: z.int(),
        incidents: z.int().meta({ description: 'Active occurrences with an open incident; counted in active too' }),
        completed: z.int(),
      }),
    ),
  })
  .meta({ id: 'ElementStatistics' });

/** The sequence flows that an instance has taken (Camunda, "Get sequence flows"). */
export const takenFlows = z
  .object({
    items: z.array(
      z.object({
        elementId: z.string(),
        sequenceFlowId: z.string(),
        processInstanceKey: keyText,
        processDefinitionId: z.string(),
        processDefinitionKey: keyText,
        tenantId: tenantReply,
      }),
    ),
  })
  .meta({ id: 'TakenSequenceFlows' });
