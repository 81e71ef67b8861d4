import { describe, expect, it } from '@jest/globals';
import { outdatedPackages } from './outdated-packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/jest': { version: '30.5.2', dev: true },
    'node_modules/@esbuild/win32-x64': { version: '0.28.2', optional: true },
  },
};
const production = { dev: false };

describe('outdatedPackages', () => {
  it('names every needed package when nothing is installed', () => {
    expect(outdatedPackages(lock, undefined, production)).toEqual(['node_modules/pg']);
    expect(outdatedPackages(lock, undefined, { dev: true })).toEqual(['node_modules/pg', 'node_modules/jest']);
  });

  it('is content with what the lock file names, without packages of other platforms', () => {
    const installed = { packages: { 'node_modules/pg': { version: '8.23.1' } } };
    expect(outdatedPackages(lock, installed, production)).toEqual([]);
  });

  it('names a package of another version, also an optional one', () => {
    const installed = {
      packages: { 'node_modules/pg': { version: '8.22.0' }, 'node_modules/@esbuild/win32-x64': { version: '0.1.0' } },
    };
    expect(outdatedPackages(lock, installed, production)).toEqual([
      'node_modules/pg',
      'node_modules/@esbuild/win32-x64',
    ]);
  });
});
