import { describe, expect, it } from '@jest/globals';
import { createPasswords } from './passwords.js';

describe('passwords', () => {
  it('are hashed with argon2id and a salt of their own', async () => {
    const passwords = createPasswords();
    const [one, other] = await Promise.all([passwords.hash('secret'), passwords.hash('secret')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.check('secret', one)).toBe(true);
    expect(await passwords.check('Secret', one)).toBe(false);
  });

  it('are wrong for nobody, and for a hash that is none', async () => {
    const passwords = createPasswords();
    expect(await passwords.check('secret', undefined)).toBe(false);
    expect(await passwords.check('secret', 'not a hash')).toBe(false);
  });

  it('that were right are remembered for a minute, for their hash only', async () => {
    let now = 0;
    const passwords = createPasswords(() => now);
    const hash = await passwords.hash('secret');
    const changed = await passwords.hash('another');
    const checks = await Promise.all([passwords.check('secret', hash), passwords.check('secret', hash)]);
    expect(checks).toEqual([true, true]);
    now = 59_999;
    const start = performance.now();
    for (let i = 0; i < 1_000; i += 1) expect(await passwords.check('secret', hash)).toBe(true);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(await passwords.check('secret', changed)).toBe(false);
    now = 60_001;
    expect(await passwords.check('secret', hash)).toBe(true);
  });
});
