import type { Tier } from './case-schema.js';
import type { CaseResult } from './runner.js';

/** How one case came out. Doubtful cases are listed but not counted. */
export interface CaseReport {
  readonly suite: string;
  readonly area: string;
  readonly tier: Tier;
  readonly id: string;
  readonly doubtful: boolean;
  readonly result: CaseResult;
}

/** The cases of one area and tier of a suite, counted. */
export interface SuiteReport {
  readonly suite: string;
  readonly area: string;
  readonly tier: Tier;
  readonly passed: number;
  readonly failed: number;
  readonly notSupported: number;
  readonly cases: readonly {
    readonly id: string;
    readonly result: CaseResult['result'];
    /** Why it did not pass; null when it did. */
    readonly reason: string | null;
  }[];
}

/** Groups results by suite, area and tier, in the order met. */
export function suiteReports(reports: readonly CaseReport[]): readonly SuiteReport[] {
  const groups = new Map<string, CaseReport[]>();
  for (const report of reports) {
    const key = JSON.stringify([report.suite, report.area, report.tier]);
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()].map(suiteReport);
}

function suiteReport(reports: readonly CaseReport[]): SuiteReport {
  const [{ suite, area, tier }] = reports as readonly [CaseReport];
  const count = (result: CaseResult['result']): number =>
    reports.filter((report) => !report.doubtful && report.result.result === result).length;
  return {
    suite,
    area,
    tier,
    passed: count('passed'),
    failed: count('failed'),
    notSupported: count('notSupported'),
    cases: reports.map(({ id, doubtful, result }) => {
      const reason = 'reason' in result ? result.reason : null;
      return { id, result: result.result, reason: doubtful ? `doubtful, not scored; ${reason ?? 'passed'}` : reason };
    }),
  };
}

/** Did everything pass that a Camunda 8 compatible engine has to do? */
export const allRequiredPass = (suites: readonly SuiteReport[]): boolean =>
  suites.every(({ tier, failed, notSupported }) => tier !== 'c8' || failed + notSupported === 0);

/** A table with one line per suite, area and tier, a line of sums per tier, then the cases that did not pass. */
export function tableOf(suites: readonly SuiteReport[]): string {
  const rows = [
    ['suite', 'area', 'tier', 'passed', 'failed', 'not supported'],
    ...suites.map((one) => [one.suite, one.area, one.tier, ...numbers([one])]),
    ...(['c8', 'bpmn'] as const).map((tier) => [
      'all',
      '',
      tier,
      ...numbers(suites.filter((one) => one.tier === tier)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failing = suites.flatMap(({ cases }) =>
    cases.filter(({ result }) => result !== 'passed').map(({ id, result, reason }) => `${result}  ${id}  ${reason}`),
  );
  return [...lines, ...(failing.length > 0 ? ['', ...failing] : [])].join('\n');
}

const numbers = (suites: readonly SuiteReport[]): readonly string[] =>
  (['passed', 'failed', 'notSupported'] as const).map((what) =>
    String(suites.reduce((sum, one) => sum + one[what], 0)),
  );
