import type { z } from 'zod';
import type { AccessKey } from '../../../prisma/generated/client.js';
import { auditLine } from '../../access/audit.js';
import { checkRoles } from '../../access/given-roles.js';
import { listQuery } from '../../contract/access/common.js';
import { createdKey, createKeyBody, keyList, keyParams, type accessKey } from '../../contract/access/keys.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { pageOf } from '../lists.js';
import { createKey, revokeKey } from './keys.js';

const tag = 'Keys';
const access = 'access.manage';

const toReply = (key: AccessKey): z.input<typeof accessKey> => ({
  clientId: key.clientId,
  kind: key.kind === 'client' ? 'client' : 'key',
  name: key.name,
  roles: key.roles,
  createdBy: key.createdBy,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});

/** What systems sign in with: API keys and OAuth clients. */
export const accessKeyRoutes = (deps: Pick<ApiDeps, 'prisma' | 'now' | 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/keys',
    operationId: 'listKeys',
    tag,
    summary: 'All keys and clients, also revoked ones, by client id',
    access,
    query: listQuery,
    success: { status: 200, description: 'A page of keys', body: keyList },
    handle: async ({ query: { limit, after } }) => {
      const keys = await deps.prisma.accessKey.findMany({
        where: after === undefined ? {} : { clientId: { gt: after } },
        orderBy: { clientId: 'asc' },
        take: limit + 1,
      });
      return pageOf(keys, limit, ({ clientId }) => clientId, toReply);
    },
  }),
  route({
    method: 'post',
    path: '/api/keys',
    operationId: 'createKey',
    tag,
    summary: 'Create an API key or an OAuth client; the secret is in this answer only',
    access,
    body: createKeyBody,
    success: { status: 201, description: 'The key with its secret', body: createdKey },
    handle: async (call) => {
      const { name, kind, roles } = call.body;
      await checkRoles(deps.ticketing.packs, roles);
      const line = auditLine(call, 'key.created', undefined, { name, kind, roles });
      const { key, secret } = await createKey(deps, call.body, call.caller.name, line);
      return { ...toReply(key), secret };
    },
  }),
  route({
    method: 'delete',
    path: '/api/keys/{clientId}',
    operationId: 'revokeKey',
    tag,
    summary: 'Revoke a key or client and every token it got',
    access,
    params: keyParams,
    success: { status: 204, description: 'Revoked' },
    problems: ['not-found', 'wrong-state'],
    handle: async (call) => {
      const { clientId } = call.params;
      await revokeKey(deps, clientId, auditLine(call, 'key.revoked', clientId));
      return undefined;
    },
  }),
];
