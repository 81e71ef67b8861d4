import { describe, expect, it } from '@jest/globals';
import { leftOutLines, summaryLine } from './jest-summary.js';

const report = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
};

describe('summaryLine', () => {
  it('counts tests', () => {
    expect(summaryLine(report)).toBe('7 passed, 0 failed, 2 skipped');
  });

  it('counts a test file that could not be loaded as failed', () => {
    expect(summaryLine({ ...report, numRuntimeErrorTestSuites: 1 })).toBe('7 passed, 1 failed, 2 skipped');
  });
});

describe('leftOutLines', () => {
  it('gives every notice once', () => {
    const notice = { assertionResults: [{ title: 'left out: browser tests (no browser)' }] };
    const testResults = [notice, { assertionResults: [{ title: 'adds' }] }, notice];
    expect(leftOutLines({ ...report, testResults })).toEqual(['left out: browser tests (no browser)']);
  });
});
