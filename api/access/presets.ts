import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../../prisma/generated/client.js';
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

const system = { kind: 'system', name: 'start' } as const;

const presetAdmin = async (prisma: PrismaClient, passwords: Passwords, password: string, now: Date): Promise<void> => {
  const admin = await prisma.user.findUnique({ where: { username: PRESET_USERNAME } });
  const same = admin !== null && (await passwords.check(password, admin.passwordHash));
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
    if (admin !== null && !same) await transaction.session.deleteMany({ where: { userId: admin.id } });
    const action = admin === null ? 'user.created' : 'user.changed';
    await writeAudit(transaction, now, { action, actor: system, subject: PRESET_USERNAME });
  });
};

/** Makes the user once; what an administrator makes of it later stays. */
const presetEngineer = async (
  prisma: PrismaClient,
  passwords: Passwords,
  password: string,
  now: Date,
): Promise<void> => {
  if ((await prisma.user.findUnique({ where: { username: PRESET_ENGINEER } })) !== null) return;
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

const presetKey = async (prisma: PrismaClient, apiKey: string | undefined, now: Date): Promise<void> => {
  const key = await prisma.accessKey.findUnique({ where: { clientId: PRESET_CLIENT_ID } });
  const hash = apiKey === undefined ? undefined : secretHash(apiKey);
  if (hash === undefined ? key === null || key.revokedAt !== null : key?.secretHash === hash && key.revokedAt === null)
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
    if (key !== null) await transaction.accessToken.deleteMany({ where: { keyId: key.id } });
    const action = hash === undefined ? 'key.revoked' : 'key.created';
    await writeAudit(transaction, now, { action, actor: system, subject: PRESET_CLIENT_ID });
  });
};

/**
 * Brings users and keys in line with the environment, at every start: the password of `admin` is the given one, the user
 * `engineer` is there, the key `reglament` is the given one or revoked. Several processes may start at once.
 */
export const applyPresets = async (
  deps: { readonly prisma: PrismaClient; readonly passwords: Passwords; readonly now: () => Date },
  presets: Presets,
): Promise<void> => {
  if (presets.adminPassword !== undefined)
    await presetAdmin(deps.prisma, deps.passwords, presets.adminPassword, deps.now());
  if (presets.engineerPassword !== undefined)
    await presetEngineer(deps.prisma, deps.passwords, presets.engineerPassword, deps.now());
  await presetKey(deps.prisma, presets.apiKey, deps.now());
};
