import { authenticationReply, licenseReply, topologyReply } from '../../../contract/v2/cluster.js';
import { TENANT } from '../../../contract/v2/values.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { readParts } from '../../health/readiness.js';

/** The Camunda version whose API this is; clients decide by it what they may call. */
export const API_VERSION = '8.9.0';

const tag = 'Cluster';

/** What clients ask before anything else: topology, status, licence, who they are. */
export const clusterRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/v2/topology',
    operationId: 'getTopology',
    tag,
    summary: 'The cluster as clients expect one: a single broker with a single partition',
    access: 'signed-in',
    success: { status: 200, description: 'The topology', body: topologyReply },
    handle: ({ request }) => ({
      brokers: [
        {
          nodeId: 0,
          host: request.hostname,
          port: request.socket.localPort ?? 0,
          partitions: [{ partitionId: 1, role: 'leader' as const, health: 'healthy' as const }],
          version: API_VERSION,
        },
      ],
      clusterId: null,
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: API_VERSION,
      lastCompletedChangeId: '-1',
    }),
  }),
  route({
    method: 'get',
    path: '/v2/status',
    operationId: 'getStatus',
    tag,
    summary: 'Whether commands are taken',
    access: 'public',
    success: { status: 204, description: 'They are' },
    problems: ['database-unavailable'],
    handle: async () => void (await readParts(prisma)),
  }),
  route({
    method: 'get',
    path: '/v2/license',
    operationId: 'getLicense',
    tag,
    summary: 'The licence of this server',
    access: 'signed-in',
    success: { status: 200, description: 'The licence', body: licenseReply },
    handle: () => ({ validLicense: true, licenseType: 'Apache-2.0', isCommercial: false, expiresAt: null }),
  }),
  route({
    method: 'get',
    path: '/v2/authentication/me',
    operationId: 'getAuthentication',
    tag,
    summary: 'The caller',
    access: 'signed-in',
    success: { status: 200, description: 'The caller', body: authenticationReply },
    handle: ({ caller }) => ({
      username: caller.name,
      displayName: caller.displayName,
      email: caller.email,
      authorizedComponents: ['*'],
      tenants: [{ name: 'Default', tenantId: TENANT, description: null }],
      groups: [],
      roles: [...caller.roles],
      salesPlanType: null,
      c8Links: {},
      canLogout: caller.csrfToken !== undefined,
    }),
  }),
];
