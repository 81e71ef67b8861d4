import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { Prisma, type PrismaClient, type User } from '../../../prisma/generated/client.js';
import { writeAudit, type AuditLine } from '../../access/audit.js';
import type { changeUserBody, createUserBody } from '../../contract/access/users.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';

type Deps = Pick<ApiDeps, 'prisma' | 'passwords' | 'now'>;
type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

const unknown = (username: string): Problem => new Problem('not-found', `There is no user ${username}.`);

/** Prisma's code of a violated unique constraint. */
const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** @throws Problem `already-exists` */
export const createUser = async (
  { prisma, passwords, now }: Deps,
  { password, ...given }: z.output<typeof createUserBody>,
  line: AuditLine,
): Promise<User> => {
  const at = now();
  const passwordHash = await passwords.hash(password);
  try {
    return await prisma.$transaction(async (transaction) => {
      const user = await transaction.user.create({
        data: { ...given, id: randomUUID(), passwordHash, createdAt: at, changedAt: at },
      });
      await writeAudit(transaction, at, line);
      return user;
    });
  } catch (error) {
    if (isTaken(error)) throw new Problem('already-exists', `There is a user ${given.username} already.`);
    throw error;
  }
};

/** Somebody must be able to give rights back. Locks the administrators, so that two cannot remove each other. */
const keepAnAdministrator = async (transaction: Transaction, without: string): Promise<void> => {
  const others = await transaction.$queryRaw<{ readonly username: string }[]>`
    select username from users where active and 'admin' = any (roles) order by id for update`;
  if (!others.some(({ username }) => username !== without))
    throw new Problem('wrong-state', `${without} is the last active administrator.`);
};

/**
 * Changes what is given. Deactivating a person ends all their sessions.
 * @throws Problem `not-found`; `wrong-state` when nobody would be left who can manage access
 */
export const changeUser = (
  { prisma, now }: Deps,
  username: string,
  change: z.output<typeof changeUserBody>,
  line: AuditLine,
): Promise<User> =>
  prisma.$transaction(async (transaction) => {
    const user = await transaction.user.findUnique({ where: { username } });
    if (user === null) throw unknown(username);
    const wasAdministrator = user.active && user.roles.includes('admin');
    const staysAdministrator = (change.active ?? user.active) && (change.roles ?? user.roles).includes('admin');
    if (wasAdministrator && !staysAdministrator) await keepAnAdministrator(transaction, username);
    const at = now();
    const { displayName, email, roles, active } = change;
    const changed = await transaction.user.update({
      where: { username },
      data: {
        ...(displayName === undefined ? {} : { displayName }),
        ...(email === undefined ? {} : { email }),
        ...(roles === undefined ? {} : { roles }),
        ...(active === undefined ? {} : { active }),
        changedAt: at,
      },
    });
    const deactivated = user.active && !changed.active;
    if (deactivated) await transaction.session.deleteMany({ where: { userId: user.id } });
    await writeAudit(transaction, at, deactivated ? { ...line, action: 'user.deactivated' } : line);
    return changed;
  });

/** Sets a password and ends all sessions of the person. @throws Problem `not-found` */
export const setPassword = async (
  { prisma, passwords, now }: Deps,
  username: string,
  password: string,
  line: AuditLine,
): Promise<void> => {
  const passwordHash = await passwords.hash(password);
  await prisma.$transaction(async (transaction) => {
    const at = now();
    const { count } = await transaction.user.updateMany({ where: { username }, data: { passwordHash, changedAt: at } });
    if (count === 0) throw unknown(username);
    await transaction.session.deleteMany({ where: { user: { username } } });
    await writeAudit(transaction, at, line);
  });
};

/** @throws Problem `not-found` */
export const findUser = async (prisma: PrismaClient, username: string): Promise<User> => {
  const user = await prisma.user.findUnique({ where: { username } });
  if (user === null) throw unknown(username);
  return user;
};
