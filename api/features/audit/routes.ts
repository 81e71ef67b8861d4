import type { AuditEntry } from '../../../prisma/generated/client.js';
import type { z } from 'zod';
import { auditList, auditQuery, type auditEntry } from '../../contract/access/audit.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { pageOf } from '../lists.js';

const toReply = (entry: AuditEntry): z.input<typeof auditEntry> => ({
  id: entry.id.toString(),
  at: entry.at.toISOString(),
  actorKind: entry.actorKind,
  actor: entry.actor,
  action: entry.action,
  subject: entry.subject,
  outcome: entry.outcome,
  detail: entry.detail as Record<string, unknown>,
  address: entry.address,
  requestId: entry.requestId,
});

/** Reading the audit. */
export const auditRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/audit',
    operationId: 'listAudit',
    tag: 'Audit',
    summary: 'Who did what to whom, newest first',
    access: 'audit.read',
    query: auditQuery,
    success: { status: 200, description: 'A page of the audit', body: auditList },
    handle: async ({ query: { limit, after, actor, action, subject } }) => {
      const entries = await prisma.auditEntry.findMany({
        where: {
          ...(after === undefined ? {} : { id: { lt: after } }),
          ...(actor === undefined ? {} : { actor }),
          ...(action === undefined ? {} : { action }),
          ...(subject === undefined ? {} : { subject }),
        },
        orderBy: { id: 'desc' },
        take: limit + 1,
      });
      return pageOf(entries, limit, ({ id }) => id.toString(), toReply);
    },
  }),
];
