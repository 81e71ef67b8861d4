import { describe, expect, it } from '@jest/globals';
import { serverAccount, type Account, type UserDatabase } from './accounts.js';

const account = (uid: number): Account => ({ uid, gid: uid });

function users(present: Record<string, Account>, canCreate: boolean): UserDatabase {
  return {
    find: (name) => present[name],
    create(name) {
      if (canCreate) present[name] = account(999);
    },
  };
}

describe('serverAccount', () => {
  it('takes the account of an installed PostgreSQL', () => {
    expect(serverAccount(users({ postgres: account(101), nobody: account(65534) }, true))).toEqual(account(101));
  });

  it('makes one of its own where there is none, and finds it again', () => {
    const database = users({ nobody: account(65534) }, true);
    expect(serverAccount(database)).toEqual(account(999));
    expect(serverAccount(database)).toEqual(account(999));
  });

  it('is nobody where accounts cannot be made, and then nothing', () => {
    expect(serverAccount(users({ nobody: account(65534) }, false))).toEqual(account(65534));
    expect(serverAccount(users({}, false))).toBeUndefined();
  });
});
