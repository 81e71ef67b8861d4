import type { z } from 'zod';
import type { User } from '../../../prisma/generated/client.js';
import { auditLine } from '../../access/audit.js';
import { checkRoles } from '../../access/given-roles.js';
import { listQuery } from '../../contract/access/common.js';
import {
  changeUserBody,
  createUserBody,
  setPasswordBody,
  user,
  userList,
  userParams,
} from '../../contract/access/users.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { pageOf } from '../lists.js';
import { changeUser, createUser, findUser, setPassword } from './users.js';

const tag = 'Users';
const access = 'access.manage';
const one = '/api/users/{username}';

const toReply = ({
  username,
  displayName,
  email,
  roles,
  active,
  createdAt,
  changedAt,
}: User): z.input<typeof user> => ({
  ...{ username, displayName, email, roles, active },
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

/** The people who may sign in. */
export const userRoutes = (deps: Pick<ApiDeps, 'prisma' | 'passwords' | 'now' | 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/users',
    operationId: 'listUsers',
    tag,
    summary: 'All users, by name',
    access,
    query: listQuery,
    success: { status: 200, description: 'A page of users', body: userList },
    handle: async ({ query: { limit, after } }) => {
      const users = await deps.prisma.user.findMany({
        where: after === undefined ? {} : { username: { gt: after } },
        orderBy: { username: 'asc' },
        take: limit + 1,
      });
      return pageOf(users, limit, ({ username }) => username, toReply);
    },
  }),
  route({
    method: 'post',
    path: '/api/users',
    operationId: 'createUser',
    tag,
    summary: 'Create a user',
    access,
    body: createUserBody,
    success: { status: 201, description: 'The user', body: user },
    problems: ['already-exists'],
    handle: async (call) => {
      const { username, roles } = call.body;
      await checkRoles(deps.ticketing.packs, roles);
      return toReply(await createUser(deps, call.body, auditLine(call, 'user.created', username, { roles })));
    },
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'getUser',
    tag,
    summary: 'One user',
    access,
    params: userParams,
    success: { status: 200, description: 'The user', body: user },
    problems: ['not-found'],
    handle: async ({ params: { username } }) => toReply(await findUser(deps.prisma, username)),
  }),
  route({
    method: 'patch',
    path: one,
    operationId: 'changeUser',
    tag,
    summary: 'Change name, address, roles, or whether the user is active; what is not named stays',
    access,
    params: userParams,
    body: changeUserBody,
    success: { status: 200, description: 'The user', body: user },
    problems: ['not-found', 'wrong-state'],
    handle: async (call) => {
      const { username } = call.params;
      const { roles, active } = call.body;
      await checkRoles(deps.ticketing.packs, roles ?? []);
      const detail = { ...(roles === undefined ? {} : { roles }), ...(active === undefined ? {} : { active }) };
      return toReply(await changeUser(deps, username, call.body, auditLine(call, 'user.changed', username, detail)));
    },
  }),
  route({
    method: 'put',
    path: `${one}/password`,
    operationId: 'setPassword',
    tag,
    summary: 'Set the password of a user; all their sessions end',
    access,
    params: userParams,
    body: setPasswordBody,
    success: { status: 204, description: 'Set' },
    problems: ['not-found'],
    handle: async (call) => {
      const { username } = call.params;
      await setPassword(deps, username, call.body.password, auditLine(call, 'user.password-set', username));
      return undefined;
    },
  }),
];
