import type { Request } from 'express';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { Problem } from '../problems/problem.js';
import { requestIdOf } from '../routing/request-id.js';
import { auditLine, writeAudit } from './audit.js';
import { anonymous, systemCaller, userCaller, type Caller } from './caller.js';
import type { FailedAttempts } from './failed-attempts.js';
import type { Passwords } from './passwords.js';
import { csrfTokenOf, secretHash } from './secrets.js';
import { sessionSecretOf } from './session-cookie.js';

/** Where callers are looked up. */
export interface AuthenticationDeps {
  readonly prisma: PrismaClient;
  readonly passwords: Passwords;
  readonly attempts: FailedAttempts;
  readonly now: () => Date;
}

const refused = (detail: string): Problem =>
  new Problem('unauthenticated', detail, {}, { 'WWW-Authenticate': 'Bearer realm="reglament", error="invalid_token"' });

/** User name and password of a Basic header (RFC 7617, UTF-8). */
export const basicCredentials = (encoded: string): { readonly name: string; readonly password: string } | undefined => {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0 || text.includes('\0')) return undefined;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
};

/**
 * Finds out who makes a request: a person by Basic or by the session cookie, a system by API key or token (Bearer).
 * Every request asks the database, so that a right removed takes effect on the next call, whichever process took it.
 */
export const createAuthenticate = (deps: AuthenticationDeps): ((request: Request) => Promise<Caller>) => {
  const { prisma, passwords, attempts, now } = deps;

  const byPassword = async (encoded: string, request: Request): Promise<Caller> => {
    const address = request.ip ?? '';
    const given = basicCredentials(encoded);
    if (given === undefined) throw refused('The Basic credentials are not readable.');
    const username = given.name.toLowerCase();
    const user = await attempts.judge({ address, name: username, secret: given.password }, async () => {
      const found = await prisma.user.findUnique({ where: { username } });
      const right = await passwords.check(given.password, found?.passwordHash);
      return right && found?.active === true ? found : undefined;
    });
    if (user === undefined) {
      const circumstances = { request, requestId: requestIdOf(request), caller: anonymous };
      await writeAudit(prisma, now(), { ...auditLine(circumstances, 'basic.refused', username), outcome: 'refused' });
      throw refused('The user name or the password is wrong, or the user is deactivated.');
    }
    return userCaller(user);
  };

  const bySecret = async (secret: string): Promise<Caller> => {
    const hash = secretHash(secret);
    const token = secret.startsWith('rgt_')
      ? await prisma.accessToken.findUnique({ where: { tokenHash: hash }, include: { key: true } })
      : null;
    if (token !== null && token.expiresAt <= now()) throw refused('The token has expired.');
    const key = token?.key ?? (await prisma.accessKey.findUnique({ where: { secretHash: hash, kind: 'key' } }));
    if (key === null || key.revokedAt !== null) throw refused('The API key or token is not known or was revoked.');
    if (key.expiresAt !== null && key.expiresAt <= now()) throw refused('The API key has expired.');
    return systemCaller(key);
  };

  const bySession = async (secret: string): Promise<Caller> => {
    const session = await prisma.session.findUnique({
      where: { tokenHash: secretHash(secret) },
      include: { user: true },
    });
    if (session === null || session.expiresAt <= now() || !session.user.active) return anonymous;
    return userCaller(session.user, csrfTokenOf(secret));
  };

  return async (request) => {
    const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').trim().split(/\s+/, 2);
    if (scheme.toLowerCase() === 'basic') return byPassword(credentials, request);
    if (scheme.toLowerCase() === 'bearer') return bySecret(credentials);
    if (scheme !== '') throw refused(`The scheme ${scheme} is not supported; use Basic or Bearer.`);
    const session = sessionSecretOf(request.headers.cookie);
    return session === undefined ? anonymous : bySession(session);
  };
};
