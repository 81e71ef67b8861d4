import { duration } from '../bootstrap/progress.mjs';
import { runSteps, staleSteps } from './run-steps.js';
import { buildSteps } from './steps.js';

/**
 * Builds what is missing or older than its sources.
 *
 * @param only names of the steps that are wanted; absent: all
 * @returns what was built, for people
 * @throws {Problem} with the messages of the tool when a step fails
 */
export async function build(root: string, only?: readonly string[]): Promise<string> {
  const wanted = buildSteps(root).filter(({ name }) => only?.includes(name) ?? true);
  const built: string[] = [];
  await runSteps(root, staleSteps(root, wanted), (name, ms) => built.push(`${name} ${duration(ms)}`));
  return built.length === 0 ? 'up to date' : built.join(', ');
}
