import { z } from 'zod';
import { listOf, password, roleList, username } from './common.js';

const displayName = z.string().trim().min(1).max(200);
const email = z.email().max(320).nullable();

export const user = z
  .object({
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });

export const createUserBody = z
  .object({ username, displayName, email: email.default(null), roles: roleList, password })
  .meta({ id: 'CreateUser' });

export const changeUserBody = z
  .object({
    displayName: displayName.optional(),
    email: email.optional(),
    roles: roleList.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'ChangeUser' });

export const setPasswordBody = z.object({ password }).meta({ id: 'SetPassword' });

export const userParams = z.object({ username });
export const userList = listOf(user).meta({ id: 'UserList' });
