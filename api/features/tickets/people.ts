import type { PrismaClient } from '../../../store/generated/client.js';

/** What people call a user; a name that no user has (any more) is itself. */
export type NameOf = (username: string) => string;

/** The display names of users. */
export const readNames = async (prisma: PrismaClient, usernames: readonly (string | null)[]): Promise<NameOf> => {
  const asked = [...new Set(usernames.filter((name) => name !== null))];
  const users =
    asked.length === 0
      ? []
      : await prisma.user.findMany({
          where: { username: { in: asked } },
          select: { username: true, displayName: true },
        });
  const names = new Map(users.map(({ username, displayName }) => [username, displayName]));
  return (username) => names.get(username) || username;
};
