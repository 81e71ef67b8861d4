import type { PrismaClient } from '../../../prisma/generated/client.js';

/** What people call a user or a system; a name that neither has (any more) is itself. */
export type NameOf = (name: string) => string;

/** The display names of users by their user names, and those of keys by their client ids. */
export const readNames = async (prisma: PrismaClient, names: readonly (string | null)[]): Promise<NameOf> => {
  const asked = [...new Set(names.filter((name) => name !== null))];
  if (asked.length === 0) return (name) => name;
  const [users, keys] = await Promise.all([
    prisma.user.findMany({ where: { username: { in: asked } }, select: { username: true, displayName: true } }),
    prisma.accessKey.findMany({ where: { clientId: { in: asked } }, select: { clientId: true, name: true } }),
  ]);
  const called = new Map([
    ...keys.map(({ clientId, name }) => [clientId, name] as const),
    ...users.map(({ username, displayName }) => [username, displayName] as const),
  ]);
  return (name) => called.get(name) || name;
};
