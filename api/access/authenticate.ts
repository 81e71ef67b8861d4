import type { Request } from 'express';
import type { ReadRows } from '../../engine/index.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { Problem } from '../problems/problem.js';
import { requestIdOf } from '../routing/request-id.js';
import { auditLine, writeAudit } from './audit.js';
import { anonymous, systemCaller, userCaller, type Caller } from './caller.js';
import { createCredentials } from './credentials.js';
import type { FailedAttempts } from './failed-attempts.js';
import type { Passwords } from './passwords.js';
import { createRememberedCallers } from './remembered-callers.js';
import { csrfTokenOf, secretHash } from './secrets.js';
import { sessionSecretOf } from './session-cookie.js';

/** Where callers are looked up. */
export interface AuthenticationDeps {
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  readonly passwords: Passwords;
  readonly attempts: FailedAttempts;
  readonly now: () => Date;
}

/**
 * How far a caller may be taken from memory. `engine`: the transaction of the request checks the rights. `checked`: they
 * are compared now with one short statement. `never`: the caller is looked up.
 */
export type Recall = 'engine' | 'checked' | 'never';

/** Finds out who makes a request. */
export type Authenticate = (request: Request, recall: Recall) => Promise<Caller>;

interface Found {
  readonly caller: Caller;
  /** When the credentials end; null: never. */
  readonly expiresAt: Date | null;
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
 * A person by Basic or by the session cookie, a system by API key or token (Bearer). A right that is taken away takes effect
 * on the next call, whichever process took it: the database is asked on every request, or by the transaction of the request.
 */
export const createAuthenticate = (deps: AuthenticationDeps): Authenticate => {
  const { prisma, passwords, attempts, now } = deps;
  const credentials = createCredentials(deps.readRows);
  const remembered = createRememberedCallers(now);

  const byPassword = async (encoded: string, request: Request): Promise<Found> => {
    const address = request.ip ?? '';
    const given = basicCredentials(encoded);
    if (given === undefined) throw refused('The Basic credentials are not readable.');
    const username = given.name.toLowerCase();
    const user = await attempts.judge({ address, name: username, secret: given.password }, async () => {
      const found = await credentials.user(username);
      const right = await passwords.check(given.password, found?.passwordHash);
      return right && found?.active === true ? found : undefined;
    });
    if (user === undefined) {
      const circumstances = { request, requestId: requestIdOf(request), caller: anonymous };
      await writeAudit(prisma, now(), { ...auditLine(circumstances, 'basic.refused', username), outcome: 'refused' });
      throw refused('The user name or the password is wrong, or the user is deactivated.');
    }
    return { caller: userCaller(user, user.epoch), expiresAt: null };
  };

  const bySecret = async (secret: string): Promise<Found> => {
    const hash = secretHash(secret);
    const token = secret.startsWith('rgt_') ? await credentials.token(hash) : undefined;
    if (token !== undefined && token.expiresAt <= now()) throw refused('The token has expired.');
    const key = token?.key ?? (await credentials.key(hash));
    if (key === undefined || key.revokedAt !== null) throw refused('The API key or token is not known or was revoked.');
    if (key.expiresAt !== null && key.expiresAt <= now()) throw refused('The API key has expired.');
    const ends = [token?.expiresAt, key.expiresAt].flatMap((end) => end?.getTime() ?? []);
    return { caller: systemCaller(key, key.epoch), expiresAt: ends.length === 0 ? null : new Date(Math.min(...ends)) };
  };

  const bySession = async (secret: string): Promise<Found | undefined> => {
    const session = await credentials.session(secretHash(secret));
    if (session === undefined || session.expiresAt <= now() || !session.user.active) return undefined;
    return { caller: userCaller(session.user, session.user.epoch, csrfTokenOf(secret)), expiresAt: session.expiresAt };
  };

  /** What names the caller in a request, and how that is looked up; undefined: nothing does. */
  const given = (request: Request): { readonly named: string; find(): Promise<Found | undefined> } | undefined => {
    const [scheme = '', secret = ''] = (request.headers.authorization ?? '').trim().split(/\s+/, 2);
    if (scheme.toLowerCase() === 'basic') return { named: `basic ${secret}`, find: () => byPassword(secret, request) };
    if (scheme.toLowerCase() === 'bearer') return { named: `bearer ${secret}`, find: () => bySecret(secret) };
    if (scheme !== '') throw refused(`The scheme ${scheme} is not supported; use Basic or Bearer.`);
    const session = sessionSecretOf(request.headers.cookie);
    return session === undefined ? undefined : { named: `session ${session}`, find: () => bySession(session) };
  };

  return async (request, recall) => {
    const who = given(request);
    if (who === undefined) return anonymous;
    const known = recall === 'never' ? undefined : remembered.find(who.named);
    if (known !== undefined && (recall === 'engine' || (await credentials.stand(known.rights)))) return known;
    remembered.forget(who.named);
    const found = await who.find();
    if (found === undefined) return anonymous;
    remembered.keep(who.named, found.caller, found.expiresAt);
    return found.caller;
  };
};
