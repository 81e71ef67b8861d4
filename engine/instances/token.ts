import { randomBytes } from 'node:crypto';

const pool = { bytes: Buffer.alloc(0), at: 0 };

/** A random positive 63-bit number as decimal text: the identity of a step or of an acceptance. */
export function newToken(): string {
  if (pool.at + 8 > pool.bytes.length) {
    pool.bytes = randomBytes(4_096);
    pool.at = 0;
  }
  const token = pool.bytes.readBigUInt64BE(pool.at) >> 1n;
  pool.at += 8;
  return token.toString();
}
