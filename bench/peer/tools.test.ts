import { describe, expect, it } from '@jest/globals';
import { majorVersion, missingTools } from './tools.js';

const all = {
  java: 'openjdk version "17.0.15"',
  javac: 'javac 17.0.15',
  maven: 'Apache Maven 3.8.7',
  python: 'Python 3.11',
  postgres: '/bin',
};

describe('what a peer on the JVM needs', () => {
  it('is complete on a machine that has it all', () => {
    expect(missingTools(all)).toEqual([]);
  });

  it('is named, all at once, with what to install', () => {
    const missing = missingTools({});
    expect(missing.map((text) => text.split(' ')[0])).toEqual(['java', 'Maven', 'python3', "PostgreSQL's"]);
    expect(missing.every((text) => text.includes('apt-get install'))).toBe(true);
  });

  it('is not met by a JRE or by an old JDK', () => {
    expect(missingTools({ ...all, javac: undefined })).toEqual([expect.stringContaining('only a JRE')]);
    const old = { ...all, java: 'openjdk version "11.0.2" 2019-01-15', javac: 'javac 11.0.2' };
    expect(missingTools(old)).toEqual([expect.stringContaining('version 11')]);
  });

  it('reads versions of old and new', () => {
    expect(['java version "1.8.0_292"', 'javac 21', 'openjdk version "17.0.15" 2025'].map(majorVersion)).toEqual([
      8, 21, 17,
    ]);
  });
});
