import type { Request } from 'express';
import { auditLine, writeAudit } from '../../access/audit.js';
import { anonymous, userCaller, type Caller } from '../../access/caller.js';
import { createCredentials } from '../../access/credentials.js';
import { csrfTokenOf, newSecret, secretHash } from '../../access/secrets.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';

/** How long a session lasts, in seconds. */
export const SESSION_SECONDS = 12 * 60 * 60;

type Deps = Pick<ApiDeps, 'prisma' | 'readRows' | 'passwords' | 'attempts' | 'now'>;
interface Circumstances {
  readonly request: Request;
  readonly requestId: string;
}

/** A session that has begun. */
export interface SignedIn {
  readonly caller: Caller;
  /** What the cookie holds. */
  readonly secret: string;
}

/**
 * Begins a session for a person who knows the password.
 * @throws Problem `sign-in-failed`, `too-many-attempts`
 */
export const signIn = async (
  { prisma, readRows, passwords, attempts, now }: Deps,
  given: { readonly username: string; readonly password: string },
  circumstances: Circumstances,
): Promise<SignedIn> => {
  const username = given.username.trim().toLowerCase();
  const address = circumstances.request.ip ?? '';
  const user = await attempts.judge({ address, name: username, secret: given.password }, async () => {
    const found = await createCredentials(readRows).user(username);
    const right = await passwords.check(given.password, found?.passwordHash);
    return right && found?.active === true ? found : undefined;
  });
  if (user === undefined) {
    const line = auditLine({ ...circumstances, caller: anonymous }, 'session.refused', username);
    await writeAudit(prisma, now(), { ...line, outcome: 'refused' });
    throw new Problem('sign-in-failed', 'The user name or the password is wrong, or the user is deactivated.');
  }
  const secret = newSecret('rgs_');
  const caller = userCaller(user, user.epoch, csrfTokenOf(secret));
  const at = now();
  await prisma.$transaction([
    prisma.session.deleteMany({ where: { expiresAt: { lte: at } } }),
    prisma.session.create({
      data: {
        tokenHash: secretHash(secret),
        userId: user.id,
        createdAt: at,
        expiresAt: new Date(at.getTime() + SESSION_SECONDS * 1_000),
      },
    }),
  ]);
  await writeAudit(prisma, at, auditLine({ ...circumstances, caller }, 'session.signed-in', username));
  return { caller, secret };
};
