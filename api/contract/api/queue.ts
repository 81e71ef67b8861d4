import { z } from 'zod';
import { queryInteger } from './pages.js';
import { instantText, keyText } from '../v2/values.js';
import { clock } from './clocks.js';
import { ticketSummary } from './tickets.js';

/** One criterion of the order with the ticket's value for it. */
export const rankCriterion = z
  .object({
    by: z.enum(['flag', 'priority', 'due', 'registered']),
    label: z.string().meta({ description: 'In the words of the regulation', example: 'Поступила' }),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    text: z.string().meta({ description: 'The value in words' }),
    clause: z.string().nullable(),
  })
  .meta({ id: 'RankCriterion' });

export const queueRow = z
  .object({
    position: z.int().min(1),
    ticket: ticketSummary,
    tasks: z.array(
      z.object({
        userTaskKey: keyText,
        name: z.string().nullable(),
        assignee: z.string().nullable(),
        assigneeName: z.string().nullable(),
        candidateUsers: z.array(z.string()),
        candidateGroups: z.array(z.string()),
        openedAt: instantText,
      }),
    ),
    reason: z.string().meta({ description: 'Why it stands here, in words' }),
    criteria: z.array(rankCriterion).meta({ description: 'The criteria in their order, with this ticket’s values' }),
    decidedBy: z
      .int()
      .nullable()
      .meta({ description: 'Index of the criterion that puts it behind the row before; null for the first' }),
    clocks: z.array(clock),
  })
  .meta({ id: 'QueueRow' });

export const queueQuery = z.object({
  desk: z.string(),
  from: queryInteger(0, 1_000_000).default(0).meta({ description: 'Rows to leave out' }),
  limit: queryInteger(1, 1_000).default(100),
  assignee: z
    .string()
    .optional()
    .meta({ description: 'Only tickets with a task of this person; empty: unassigned ones' }),
  status: z.string().optional().meta({ description: 'Only tickets with this status, by its code' }),
});

export const queuePage = z
  .object({
    items: z.array(queueRow),
    total: z.int(),
    rule: z.array(z.object({ by: z.string(), label: z.string(), clause: z.string().nullable() })),
    readAt: instantText,
  })
  .meta({ id: 'QueuePage' });
