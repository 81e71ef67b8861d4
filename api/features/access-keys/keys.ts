import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AccessKey } from '../../../prisma/generated/client.js';
import { writeAudit, type AuditLine } from '../../access/audit.js';
import { newSecret, secretHash } from '../../access/secrets.js';
import type { createKeyBody } from '../../contract/access/keys.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';

type Deps = Pick<ApiDeps, 'prisma' | 'now'>;

/** A new key with its secret, which is not kept. `line` is completed with the client id. */
export const createKey = async (
  { prisma, now }: Deps,
  { kind, name, roles, expiresAt }: z.output<typeof createKeyBody>,
  createdBy: string,
  line: AuditLine,
): Promise<{ readonly key: AccessKey; readonly secret: string }> => {
  const secret = newSecret(kind === 'client' ? 'rgc_' : 'rgk_');
  const id = randomUUID();
  const clientId = `${kind}-${id}`;
  const at = now();
  const key = await prisma.$transaction(async (transaction) => {
    await writeAudit(transaction, at, { ...line, subject: clientId });
    return transaction.accessKey.create({
      data: {
        ...{ id, kind, name, clientId, roles, createdBy },
        secretHash: secretHash(secret),
        createdAt: at,
        expiresAt: expiresAt ?? null,
      },
    });
  });
  return { key, secret };
};

/** From the next call on neither the key nor a token it got is accepted. @throws Problem `not-found`, `wrong-state` */
export const revokeKey = ({ prisma, now }: Deps, clientId: string, line: AuditLine): Promise<void> =>
  prisma.$transaction(async (transaction) => {
    const key = await transaction.accessKey.findUnique({ where: { clientId } });
    if (key === null) throw new Problem('not-found', `There is no key ${clientId}.`);
    const at = now();
    const { count } = await transaction.accessKey.updateMany({
      where: { clientId, revokedAt: null },
      data: { revokedAt: at },
    });
    if (count === 0) throw new Problem('wrong-state', `The key ${clientId} is revoked already.`);
    await transaction.accessToken.deleteMany({ where: { keyId: key.id } });
    await writeAudit(transaction, at, line);
  });
