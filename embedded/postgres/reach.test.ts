import { describe, expect, it } from '@jest/globals';
import { allows } from './reach.js';

const EXECUTE = 0o1;
const postgres = { uid: 101, gid: 104 };

describe('allows', () => {
  it('asks the bits of the owner, of the group, or of all others', () => {
    expect(allows({ uid: 101, gid: 0, mode: 0o40700 }, postgres, EXECUTE)).toBe(true);
    expect(allows({ uid: 0, gid: 104, mode: 0o40710 }, postgres, EXECUTE)).toBe(true);
    expect(allows({ uid: 0, gid: 0, mode: 0o40711 }, postgres, EXECUTE)).toBe(true);
    expect(allows({ uid: 0, gid: 0, mode: 0o40700 }, postgres, EXECUTE)).toBe(false);
  });

  it('gives the owner no more than the owner bits', () => {
    expect(allows({ uid: 101, gid: 0, mode: 0o40011 }, postgres, EXECUTE)).toBe(false);
  });
});
