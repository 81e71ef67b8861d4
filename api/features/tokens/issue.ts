import type { AccessKey } from '../../../prisma/generated/client.js';
import { auditLine, writeAudit } from '../../access/audit.js';
import { basicCredentials } from '../../access/authenticate.js';
import { anonymous, kindOfKey } from '../../access/caller.js';
import { newSecret, sameSecret, secretHash } from '../../access/secrets.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';
import type { Call } from '../../routing/route.js';

/** How long a token is good for, in seconds. */
export const TOKEN_SECONDS = 3_600;

type Deps = Pick<ApiDeps, 'prisma' | 'attempts' | 'now'>;
type Circumstances = Pick<Call<unknown, unknown, unknown>, 'request' | 'requestId'>;

/** Id and secret of a client. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly secret: string;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Credentials in the form, or by Basic, where both parts are form-encoded (RFC 6749 §2.3.1). */
export const clientCredentials = (
  authorization: string | undefined,
  form: { readonly client_id?: string | undefined; readonly client_secret?: string | undefined },
): ClientCredentials | undefined => {
  const [scheme = '', encoded = ''] = (authorization ?? '').trim().split(/\s+/, 2);
  const basic = scheme.toLowerCase() === 'basic' ? basicCredentials(encoded) : undefined;
  if (basic !== undefined) return { clientId: decode(basic.name), secret: decode(basic.password) };
  const { client_id: clientId, client_secret: secret } = form;
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret };
};

const isGood = (key: AccessKey | null, secret: string, at: Date): key is AccessKey =>
  key !== null &&
  sameSecret(key.secretHash, secretHash(secret)) &&
  key.revokedAt === null &&
  (key.expiresAt === null || key.expiresAt > at);

/**
 * Changes client credentials for a token (RFC 6749 §4.4). The token is opaque and stored hashed; it has the rights that
 * its client has at the time of each call.
 * @throws Problem `client-refused`, `too-many-attempts`
 */
export const issueToken = async (
  { prisma, attempts, now }: Deps,
  { clientId, secret }: ClientCredentials,
  circumstances: Circumstances,
): Promise<string> => {
  const address = circumstances.request.ip ?? '';
  const at = now();
  const key = await attempts.judge({ address, name: clientId, secret }, async () => {
    const found = await prisma.accessKey.findUnique({ where: { clientId } });
    return isGood(found, secret, at) ? found : undefined;
  });
  if (key === undefined) {
    const line = auditLine({ ...circumstances, caller: anonymous }, 'token.refused', clientId);
    await writeAudit(prisma, at, { ...line, outcome: 'refused' });
    throw new Problem(
      'client-refused',
      'The client id or the secret is wrong, or the client was revoked.',
      { error: 'invalid_client' },
      { 'WWW-Authenticate': 'Basic realm="reglament"' },
    );
  }
  const token = newSecret('rgt_');
  const expiresAt = new Date(at.getTime() + TOKEN_SECONDS * 1_000);
  await prisma.$transaction([
    prisma.accessToken.deleteMany({ where: { expiresAt: { lte: at } } }),
    prisma.accessToken.create({ data: { tokenHash: secretHash(token), keyId: key.id, createdAt: at, expiresAt } }),
  ]);
  const caller = { kind: kindOfKey(key), name: clientId };
  await writeAudit(prisma, at, auditLine({ ...circumstances, caller }, 'token.issued', clientId));
  return token;
};
