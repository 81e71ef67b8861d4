/** What is used of the file that `jest --json` writes. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Test files that could not even be loaded. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string }[] }[];
}

/** `N passed, N failed, N skipped`; a test file that could not be loaded counts as one failed test. */
export function summaryLine(report: JestReport): string {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${String(report.numPassedTests)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}

/** What could not run on this machine, a line each: the notices of `test/environment/left-out.ts`. */
export function leftOutLines(report: JestReport): string[] {
  const titles = report.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title));
  return [...new Set(titles.filter((title) => title.startsWith('left out: ')))];
}
