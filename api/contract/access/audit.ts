import { z } from 'zod';
import { queryInteger } from '../api/pages.js';
import { auditActions } from '../../access/audit.js';
import { listOf } from './common.js';

export const auditEntry = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actorKind: z.string(),
    actor: z.string(),
    action: z.string(),
    subject: z.string().nullable(),
    outcome: z.string(),
    detail: z.record(z.string(), z.unknown()),
    address: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

/** Newest first. */
export const auditQuery = z.object({
  limit: queryInteger(1, 500).default(100),
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'Expected the `next` of the page before')
    .transform(BigInt)
    .optional(),
  actor: z.string().max(1_000).optional(),
  action: z.enum(auditActions).optional(),
  subject: z.string().max(1_000).optional(),
});

export const auditList = listOf(auditEntry).meta({ id: 'AuditList' });

export const roleDescriptions = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        permissions: z.array(z.string()),
        packs: z
          .array(z.object({ code: z.string(), name: z.string(), label: z.string() }))
          .meta({ description: 'The packs whose diagrams offer buttons to it, and what they call it' }),
      }),
    ),
  })
  .meta({ id: 'RoleList' });
