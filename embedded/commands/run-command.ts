import { explained } from '../bootstrap/problem.mjs';
import { createProgress, type Progress } from '../bootstrap/progress.mjs';

/** Runs a command that is started from a terminal: exit code 0, or 1 and what was wrong. */
export async function runCommand(command: (progress: Progress) => Promise<void>): Promise<never> {
  try {
    await command(createProgress());
    process.exit(0);
  } catch (error) {
    console.error(explained(error));
    process.exit(1);
  }
}
