import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Kinds of secrets, told apart by how they begin. */
export type SecretPrefix = 'rgs_' | 'rgk_' | 'rgc_' | 'rgt_';

/** A new secret with 256 bits of chance: session, API key, client secret or token. */
export const newSecret = (prefix: SecretPrefix): string => prefix + randomBytes(32).toString('base64url');

/** How secrets of high entropy are stored: SHA-256, so that looking one up needs no scan and the table gives none away. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('base64url');

const processKey = randomBytes(32);

/**
 * A key under which memory holds what belongs to a secret, passwords among them: an HMAC with a random key of this process,
 * against which nobody can try words from a list.
 */
export const memoryKeyOf = (secret: string): string =>
  createHmac('sha256', processKey).update(secret, 'utf8').digest('base64');

/** Compares without telling by its time where two texts differ. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());

/** The CSRF token of a session, derived from its secret: a page of another origin can read neither. */
export const csrfTokenOf = (sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update('csrf').digest('base64url');
