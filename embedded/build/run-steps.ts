import { Problem } from '../bootstrap/problem.mjs';
import { isBuilt, markBuilt } from '../bootstrap/stamp.mjs';
import type { BuildStep } from './steps.js';

/** The steps whose output is missing or older than its sources, and those that come after them. */
export function staleSteps(root: string, steps: readonly BuildStep[]): BuildStep[] {
  return steps.filter((step) => !isBuilt(root, step));
}

/**
 * Carries out steps, each as soon as those before it are done, the rest at the same time.
 *
 * @throws {Problem} with the name of the step and what its tool says
 * @param done told the name and the duration (ms) of each finished step
 */
export async function runSteps(
  root: string,
  steps: readonly BuildStep[],
  done: (name: string, ms: number) => void,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  const runOne = async (step: BuildStep) => {
    await Promise.all(step.after.map((name) => running.get(name) ?? Promise.resolve()));
    const since = performance.now();
    await step.run().catch((error: unknown) => {
      throw new Problem(`${step.name}: ${(error as Error).message}`);
    });
    markBuilt(root, step);
    done(step.name, performance.now() - since);
  };
  for (const step of steps) running.set(step.name, runOne(step));
  await Promise.all(running.values());
}
