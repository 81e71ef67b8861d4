import { describe, expect, it } from '@jest/globals';
import { allRequiredPass, suiteReports, tableOf, type CaseReport } from './report.js';

const report = (id: string, more: Partial<CaseReport> = {}): CaseReport => ({
  suite: 'own',
  area: 'timer',
  tier: 'c8',
  id,
  doubtful: false,
  result: { result: 'passed' },
  ...more,
});
const failed: Partial<CaseReport> = { result: { result: 'failed', reason: 'step 1' } };
const refused: Partial<CaseReport> = { result: { result: 'notSupported', reason: 'signal' } };

describe('the report', () => {
  it('counts by suite, area and tier', () => {
    const suites = suiteReports([report('a'), report('b', failed), report('c', { tier: 'bpmn', ...refused })]);
    expect(suites).toEqual([
      {
        suite: 'own',
        area: 'timer',
        tier: 'c8',
        passed: 1,
        failed: 1,
        notSupported: 0,
        cases: [
          { id: 'a', result: 'passed', reason: null },
          { id: 'b', result: 'failed', reason: 'step 1' },
        ],
      },
      {
        suite: 'own',
        area: 'timer',
        tier: 'bpmn',
        passed: 0,
        failed: 0,
        notSupported: 1,
        cases: [{ id: 'c', result: 'notSupported', reason: 'signal' }],
      },
    ]);
  });

  it('asks of tier c8 that everything passes, and of tier bpmn nothing', () => {
    expect(allRequiredPass(suiteReports([report('a'), report('b', { tier: 'bpmn', ...failed })]))).toBe(true);
    expect(allRequiredPass(suiteReports([report('a'), report('b', failed)]))).toBe(false);
    expect(allRequiredPass(suiteReports([report('a'), report('b', refused)]))).toBe(false);
  });

  it('lists doubtful cases without counting them', () => {
    const suites = suiteReports([report('a', { doubtful: true, ...failed })]);
    expect(suites[0]).toMatchObject({ passed: 0, failed: 0, cases: [{ reason: 'doubtful, not scored; step 1' }] });
    expect(allRequiredPass(suites)).toBe(true);
  });

  it('prints a table with sums and the cases that did not pass', () => {
    expect(tableOf(suiteReports([report('a'), report('b', failed)])).split('\n')).toEqual([
      'suite  area   tier  passed  failed  not supported',
      'own    timer  c8    1       1       0',
      'all           c8    1       1       0',
      'all           bpmn  0       0       0',
      '',
      'failed  b  step 1',
    ]);
  });
});
