import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { createLimiter } from './limiter.js';
import { memoryKeyOf } from './secrets.js';

/** argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified passwords are remembered this long, in ms. */
const REMEMBER = 60_000;
const REMEMBER_AT_MOST = 1_000;

/** So many runs of argon2 at a time, so many more wait for their turn: each takes 19 MiB and tens of ms of a core. */
const RUNS = 4;
const WAITING = 200;

/** Hashes and checks passwords. @throws Problem `overloaded` when too many wait */
export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Does the password belong to the hash? What was right is remembered for a minute under an HMAC of password and hash
   * (with Basic every request carries the password, and argon2 takes tens of ms): a changed password has another hash,
   * so its old one is never found. Without a hash (no such user) it takes the same time and is false.
   */
  check(password: string, storedHash: string | undefined): Promise<boolean>;
}

/** `now`: milliseconds. */
export const createPasswords = (now: () => number = Date.now): Passwords => {
  const known = new Map<string, number>();
  const running = new Map<string, Promise<boolean>>();
  const limited = createLimiter(RUNS, WAITING);
  let decoy: Promise<string> | undefined;

  const remember = (key: string): void => {
    if (known.size >= REMEMBER_AT_MOST) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    known.set(key, now() + REMEMBER);
  };

  const verifyOnce = async (key: string, password: string, storedHash: string): Promise<boolean> => {
    const right = await limited(() => verify(storedHash, password).catch(() => false));
    if (right) remember(key);
    return right;
  };

  return {
    hash: (password) => limited(() => hash(password, parameters)),
    check: async (password, storedHash) => {
      if (storedHash === undefined) {
        decoy ??= hash(randomBytes(16).toString('hex'), parameters);
        const nobody = await decoy;
        await limited(() => verify(nobody, password));
        return false;
      }
      const key = memoryKeyOf(`${storedHash}\0${password}`);
      const until = known.get(key);
      if (until !== undefined && until > now()) return true;
      known.delete(key);
      const already = running.get(key);
      if (already !== undefined) return already;
      const check = verifyOnce(key, password, storedHash).finally(() => running.delete(key));
      running.set(key, check);
      return check;
    },
  };
};
