import { z } from 'zod';

/** `GET /v2/topology`: one broker with one partition, whatever runs below. */
export const topologyReply = z
  .object({
    brokers: z.array(
      z.object({
        nodeId: z.int(),
        host: z.string(),
        port: z.int(),
        partitions: z.array(
          z.object({
            partitionId: z.int(),
            role: z.enum(['leader', 'follower', 'inactive']),
            health: z.enum(['healthy', 'unhealthy', 'dead']),
          }),
        ),
        version: z.string(),
      }),
    ),
    clusterId: z.string().nullable(),
    clusterSize: z.int(),
    partitionsCount: z.int(),
    replicationFactor: z.int(),
    gatewayVersion: z.string(),
    lastCompletedChangeId: z.string(),
  })
  .meta({ id: 'Topology' });

export const licenseReply = z
  .object({
    validLicense: z.boolean(),
    licenseType: z.string(),
    isCommercial: z.boolean(),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'License' });

/** `GET /v2/authentication/me` */
export const authenticationReply = z
  .object({
    username: z.string(),
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    authorizedComponents: z.array(z.string()),
    tenants: z.array(z.object({ name: z.string(), tenantId: z.string(), description: z.string().nullable() })),
    groups: z.array(z.string()),
    roles: z.array(z.string()),
    salesPlanType: z.string().nullable(),
    c8Links: z.record(z.string(), z.string()),
    canLogout: z.boolean(),
  })
  .meta({ id: 'AuthenticatedCaller' });
