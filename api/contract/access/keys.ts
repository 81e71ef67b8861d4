import { z } from 'zod';
import { instant } from '../v2/values.js';
import { listOf, roleList } from './common.js';

const keyKind = z.enum(['key', 'client']).meta({
  description: 'key: an API key, sent as Bearer; client: an OAuth client, which gets tokens at /oauth/token',
});

export const accessKey = z
  .object({
    clientId: z.string(),
    kind: keyKind,
    name: z.string(),
    roles: z.array(z.string()),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AccessKey' });

export const createKeyBody = z
  .object({
    kind: keyKind.default('key'),
    name: z.string().trim().min(1).max(200),
    roles: roleList,
    expiresAt: instant.optional(),
  })
  .meta({ id: 'CreateAccessKey' });

export const createdKey = accessKey
  .extend({ secret: z.string().meta({ description: 'Shown this once; only its hash is kept' }) })
  .meta({ id: 'CreatedAccessKey' });

export const keyParams = z.object({ clientId: z.string().max(200) });
export const keyList = listOf(accessKey).meta({ id: 'AccessKeyList' });
