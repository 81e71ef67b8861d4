import type { CaseHost } from './case-host.js';
import type { LoadedCase } from './cases.js';
import type { CaseReport } from './report.js';
import { runCase, type CaseResult } from './runner.js';

/** Runs cases one after the other, each on a fresh host. `done` is told about each as it ends. */
export async function runCases(
  cases: readonly LoadedCase[],
  createHost: () => Promise<CaseHost>,
  done: (report: CaseReport) => void = () => undefined,
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const loaded of cases) {
    const { suite, area, tier, id } = loaded;
    const doubtful = 'invalid' in loaded.case ? false : loaded.case.doubtful !== undefined;
    const report = { suite, area, tier, id, doubtful, result: await resultOf(loaded, createHost) };
    reports.push(report);
    done(report);
  }
  return reports;
}

async function resultOf(loaded: LoadedCase, createHost: () => Promise<CaseHost>): Promise<CaseResult> {
  if ('invalid' in loaded.case) return { result: 'failed', reason: `the case is invalid: ${loaded.case.invalid}` };
  const host = await createHost();
  try {
    return await runCase(loaded.case, host, loaded.readModel);
  } finally {
    await host.close();
  }
}
