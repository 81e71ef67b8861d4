import { describe, expect, it } from '@jest/globals';
import { cliVersion, willDo } from './version.js';

describe('the version of the Temporal CLI', () => {
  it('is read from what it prints', () => {
    expect(cliVersion('temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)')).toBe('1.9.1');
    expect(cliVersion('Usage: temporal [options]')).toBeUndefined();
  });

  it('will do from the pinned one on, within a major version', () => {
    expect(['1.9.1', '1.9.2', '1.10.0'].every((version) => willDo(version, '1.9.1'))).toBe(true);
    expect(['1.9.0', '1.8.9', '0.13.2', '2.0.0'].some((version) => willDo(version, '1.9.1'))).toBe(false);
  });
});
