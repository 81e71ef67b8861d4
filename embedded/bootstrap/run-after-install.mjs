import { installPackages } from './install.mjs';
import { assertNodeVersion } from './node-version.mjs';
import { explained } from './problem.mjs';
import { builtProgram, loadProgram } from './programs.mjs';
import { createProgress } from './progress.mjs';

/** Commands that are programs of their own too, built with everything else: an image has no sources. */
const COMMANDS = ['migrate', 'backup', 'restore', 'health'];

/**
 * Runs a command of `embedded/commands` in a clone where nothing need be installed or built yet. The command ends the process.
 *
 * @param {string} root project folder
 * @param {string} command path of the command below it
 */
export async function runAfterInstall(root, command) {
  try {
    assertNodeVersion();
    await createProgress().phase('dependencies', (say) => installPackages(root, { dev: false, say }));
    await loadProgram(root, command);
  } catch (error) {
    console.error(explained(error));
    process.exit(1);
  }
}

/** Builds the commands. @param {string} root project folder */
export async function buildCommands(root) {
  for (const name of COMMANDS) await builtProgram(root, `embedded/commands/${name}.ts`);
}
