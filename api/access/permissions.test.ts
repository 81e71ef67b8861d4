import { describe, expect, it } from '@jest/globals';
import { permissions, permissionsOf, roles } from './permissions.js';

describe('the roles', () => {
  it('allow together what each of them allows', () => {
    const both = permissionsOf(['worker', 'engineer']);
    expect(both.has('jobs.work')).toBe(true);
    expect(both.has('tasks.work')).toBe(true);
    expect(both.has('access.manage')).toBe(false);
  });

  it('allow nothing when they no longer exist, or are names of something else', () => {
    expect(permissionsOf(['forgotten', 'constructor', 'toString']).size).toBe(0);
  });

  it('leave users and keys to administrators alone', () => {
    const managing = Object.entries(roles).filter(([, { permissions: allowed }]) =>
      (allowed as readonly string[]).includes('access.manage'),
    );
    expect(managing.map(([name]) => name)).toEqual(['admin']);
    expect(permissionsOf(['admin']).size).toBe(permissions.length);
  });
});
