import { randomUUID } from 'node:crypto';
import type { ReadRows } from '../../engine/index.js';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { writeAudit } from './audit.js';
import type { Passwords } from './passwords.js';
import { secretHash } from './secrets.js';

/** The client id of the key that the environment presets. */
export const PRESET_CLIENT_ID = 'reglament';
/** The users that the environment presets. */
export const PRESET_USERNAME = 'admin';
export const PRESET_ENGINEER = 'engineer';

/** What the environment says about access. */
export interface Presets {
  readonly adminPassword?: string;
  /** For a first look at the queue: whoever signs in as `engineer` works on tickets. */
  readonly engineerPassword?: string;
  readonly apiKey?: string;
}

const { sql } = Prisma;

interface User {
  readonly id: string;
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

interface Key {
  readonly id: string;
  readonly secretHash: string;
  readonly revokedAt: Date | null;
}

/** What there is is read without Prisma, whose first query is slow: mostly nothing is to be done. */
const userOf = async (readRows: ReadRows, username: string): Promise<User | undefined> => {
  const [user] = await readRows<User>(
    sql`select id, password_hash as "passwordHash", roles, active from users where username = ${username}`,
  );
  return user;
};

const keyOf = async (readRows: ReadRows, clientId: string): Promise<Key | undefined> => {
  const [key] = await readRows<Key>(
    sql`select id, secret_hash as "secretHash", revoked_at as "revokedAt" from access_keys where client_id = ${clientId}`,
  );
  return key;
};

interface Deps {
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  readonly passwords: Passwords;
  readonly now: () => Date;
}

const system = { kind: 'system', name: 'start' } as const;

const presetAdmin = async ({ prisma, readRows, passwords }: Deps, password: string, now: Date): Promise<void> => {
  const admin = await userOf(readRows, PRESET_USERNAME);
  const same = admin !== undefined && (await passwords.check(password, admin.passwordHash));
  if (same && admin.active && admin.roles.includes('admin')) return;
  const passwordHash = same ? admin.passwordHash : await passwords.hash(password);
  const roles = [...new Set([...(admin?.roles ?? []), 'admin'])];
  await prisma.$transaction(async (transaction) => {
    await transaction.user.upsert({
      where: { username: PRESET_USERNAME },
      create: {
        id: randomUUID(),
        username: PRESET_USERNAME,
        displayName: 'Administrator',
        passwordHash,
        roles,
        createdAt: now,
        changedAt: now,
      },
      update: { passwordHash, roles, active: true, changedAt: now },
    });
    if (admin !== undefined && !same) await transaction.session.deleteMany({ where: { userId: admin.id } });
    const action = admin === undefined ? 'user.created' : 'user.changed';
    await writeAudit(transaction, now, { action, actor: system, subject: PRESET_USERNAME });
  });
};

/** Makes the user once; what an administrator makes of it later stays. */
const presetEngineer = async ({ prisma, readRows, passwords }: Deps, password: string, now: Date): Promise<void> => {
  if ((await userOf(readRows, PRESET_ENGINEER)) !== undefined) return;
  const passwordHash = await passwords.hash(password);
  const user = { username: PRESET_ENGINEER, displayName: 'Engineer', passwordHash, roles: ['engineer'] };
  await prisma.$transaction(async (transaction) => {
    const { count } = await transaction.user.createMany({
      data: [{ id: randomUUID(), ...user, createdAt: now, changedAt: now }],
      skipDuplicates: true,
    });
    if (count > 0)
      await writeAudit(transaction, now, { action: 'user.created', actor: system, subject: PRESET_ENGINEER });
  });
};

const presetKey = async ({ prisma, readRows }: Deps, apiKey: string | undefined, now: Date): Promise<void> => {
  const key = await keyOf(readRows, PRESET_CLIENT_ID);
  const hash = apiKey === undefined ? undefined : secretHash(apiKey);
  if (
    hash === undefined
      ? key === undefined || key.revokedAt !== null
      : key?.secretHash === hash && key.revokedAt === null
  )
    return;
  await prisma.$transaction(async (transaction) => {
    if (hash === undefined)
      await transaction.accessKey.update({ where: { clientId: PRESET_CLIENT_ID }, data: { revokedAt: now } });
    else
      await transaction.accessKey.upsert({
        where: { clientId: PRESET_CLIENT_ID },
        create: {
          id: randomUUID(),
          kind: 'key',
          name: 'Preset by REGLAMENT_API_KEY',
          clientId: PRESET_CLIENT_ID,
          secretHash: hash,
          roles: ['integration'],
          createdBy: system.name,
          createdAt: now,
        },
        update: { secretHash: hash, revokedAt: null, expiresAt: null },
      });
    if (key !== undefined) await transaction.accessToken.deleteMany({ where: { keyId: key.id } });
    const action = hash === undefined ? 'key.revoked' : 'key.created';
    await writeAudit(transaction, now, { action, actor: system, subject: PRESET_CLIENT_ID });
  });
};

/**
 * Brings users and keys in line with the environment, at every start: the password of `admin` is the given one, the user
 * `engineer` is there, the key `reglament` is the given one or revoked. Several processes may start at once.
 */
export const applyPresets = async (deps: Deps, presets: Presets): Promise<void> => {
  if (presets.adminPassword !== undefined) await presetAdmin(deps, presets.adminPassword, deps.now());
  if (presets.engineerPassword !== undefined) await presetEngineer(deps, presets.engineerPassword, deps.now());
  await presetKey(deps, presets.apiKey, deps.now());
};
