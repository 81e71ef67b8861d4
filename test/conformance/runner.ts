import { NotSupported, type CaseHost, type ReadModel } from './case-host.js';
import type { Case } from './case-schema.js';
import { runStep, type Progress } from './steps.js';

/** How a case came out; `reason` names the failing step. */
export type CaseResult =
  { readonly result: 'passed' } | { readonly result: 'failed' | 'notSupported'; readonly reason: string };

/**
 * Runs one case on a fresh host: deploys its models, then carries out its steps until one fails. A model that is refused
 * because the engine does not run one of its elements makes the case not supported.
 */
export async function runCase(subject: Case, host: CaseHost, readModel: ReadModel): Promise<CaseResult> {
  const refused = { start: false, deployment: false };
  const progress: Progress = { case: subject, host, readModel, started: new Map(), refused };
  try {
    await runStep(progress, { do: 'deploy', models: subject.models });
  } catch (error) {
    return outcomeOf(error, 'deploying the models');
  }
  for (const [index, step] of subject.steps.entries()) {
    try {
      await runStep(progress, step);
    } catch (error) {
      return outcomeOf(error, `step ${index + 1} (${step.do})`);
    }
  }
  return { result: 'passed' };
}

function outcomeOf(error: unknown, where: string): CaseResult {
  const reason = `${where}: ${error instanceof Error ? error.message : String(error)}`;
  return { result: error instanceof NotSupported ? 'notSupported' : 'failed', reason };
}
