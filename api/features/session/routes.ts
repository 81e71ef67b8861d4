import type { Request } from 'express';
import type { z } from 'zod';
import { auditLine, writeAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { secretHash } from '../../access/secrets.js';
import { noSessionCookie, sessionCookie, sessionSecretOf } from '../../access/session-cookie.js';
import { currentCaller, ownPasswordBody, signInBody } from '../../contract/access/session.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';
import { route, type Route } from '../../routing/route.js';
import { setPassword } from '../users/users.js';
import { SESSION_SECONDS, signIn } from './sign-in.js';

const tag = 'Session';
const path = '/api/session';

const toReply = (caller: Caller): z.input<typeof currentCaller> => ({
  kind: caller.kind === 'anonymous' ? 'user' : caller.kind,
  name: caller.name,
  displayName: caller.displayName,
  email: caller.email,
  roles: [...caller.roles],
  permissions: [...caller.permissions],
  ...(caller.csrfToken === undefined ? {} : { csrfToken: caller.csrfToken }),
});

const isSecure = (request: Request): boolean => request.secure;

/** Signing in and out, and who the caller is. */
export const sessionRoutes = (
  deps: Pick<ApiDeps, 'prisma' | 'readRows' | 'passwords' | 'attempts' | 'now'>,
): readonly Route[] => [
  route({
    method: 'post',
    path,
    operationId: 'signIn',
    tag,
    summary: 'Sign in: the answer sets the session cookie',
    access: 'public',
    body: signInBody,
    success: { status: 200, description: 'Signed in', body: currentCaller },
    problems: ['sign-in-failed', 'too-many-attempts'],
    handle: async ({ body, request, response, requestId }) => {
      const { caller, secret } = await signIn(deps, body, { request, requestId });
      response.setHeader('Set-Cookie', sessionCookie(secret, SESSION_SECONDS, isSecure(request)));
      return toReply(caller);
    },
  }),
  route({
    method: 'get',
    path,
    operationId: 'getSession',
    tag,
    summary: 'The caller and what it may do',
    access: 'signed-in',
    success: { status: 200, description: 'The caller', body: currentCaller },
    handle: ({ caller }) => toReply(caller),
  }),
  route({
    method: 'delete',
    path,
    operationId: 'signOut',
    tag,
    summary: 'Sign out: the session ends',
    access: 'signed-in',
    success: { status: 204, description: 'Signed out' },
    handle: async (call) => {
      const secret = sessionSecretOf(call.request.headers.cookie);
      if (secret !== undefined) await deps.prisma.session.deleteMany({ where: { tokenHash: secretHash(secret) } });
      await writeAudit(deps.prisma, deps.now(), auditLine(call, 'session.signed-out', call.caller.name));
      call.response.setHeader('Set-Cookie', noSessionCookie(isSecure(call.request)));
      return undefined;
    },
  }),
  route({
    method: 'put',
    path: `${path}/password`,
    operationId: 'changeOwnPassword',
    tag,
    summary: 'Change the own password; all sessions of the person end',
    access: 'signed-in',
    body: ownPasswordBody,
    success: { status: 204, description: 'Changed' },
    problems: ['sign-in-failed', 'too-many-attempts', 'wrong-state'],
    handle: async (call) => {
      const { caller, request, body } = call;
      if (caller.kind !== 'user') throw new Problem('wrong-state', 'Only people have a password.');
      const address = request.ip ?? '';
      const guess = { address, name: caller.name, secret: body.currentPassword };
      const right = await deps.attempts.judge(guess, async () => {
        const user = await deps.prisma.user.findUnique({ where: { id: caller.id } });
        return (await deps.passwords.check(body.currentPassword, user?.passwordHash)) || undefined;
      });
      if (right === undefined) throw new Problem('sign-in-failed', 'The current password is wrong.');
      await setPassword(deps, caller.name, body.newPassword, auditLine(call, 'user.password-set', caller.name));
      return undefined;
    },
  }),
];
