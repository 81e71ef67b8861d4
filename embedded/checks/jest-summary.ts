/** What is used of the file that `jest --json` writes. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Test files that could not even be loaded. */
  readonly numRuntimeErrorTestSuites: number;
}

/** `N passed, N failed, N skipped`; a test file that could not be loaded counts as one failed test. */
export function summaryLine(report: JestReport): string {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${String(report.numPassedTests)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}
