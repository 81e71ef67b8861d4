import { z } from 'zod';
import { permissions } from '../../access/permissions.js';
import { password } from './common.js';

export const signInBody = z
  .object({ username: z.string().max(1_000), password: z.string().max(1_024) })
  .meta({ id: 'SignIn' });

export const currentCaller = z
  .object({
    kind: z.enum(['user', 'key', 'client']),
    name: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()),
    permissions: z.array(z.enum(permissions)),
    csrfToken: z
      .string()
      .optional()
      .meta({ description: 'Sessions: to be sent with every change in the header X-CSRF-Token' }),
  })
  .meta({ id: 'CurrentCaller' });

export const ownPasswordBody = z
  .object({ currentPassword: z.string().max(1_024), newPassword: password })
  .meta({ id: 'ChangeOwnPassword' });
