import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/install.mjs';
import { assertNodeVersion } from './bootstrap/node-version.mjs';
import { explained } from './bootstrap/problem.mjs';
import { loadProgram } from './bootstrap/programs.mjs';
import { createProgress } from './bootstrap/progress.mjs';

// `npm test`: all checks and all tests, from a fresh clone on.
const root = fileURLToPath(new URL('..', import.meta.url));
const progress = createProgress();
try {
  assertNodeVersion();
  await progress.phase('dependencies', (say) => installPackages(root, { dev: true, say }));
  const { runTests } = await loadProgram(root, 'embedded/checks/run-tests.ts');
  process.exit(await runTests(root, process.argv.slice(2), progress));
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}
