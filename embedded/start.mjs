import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/install.mjs';
import { assertNodeVersion } from './bootstrap/node-version.mjs';
import { explained } from './bootstrap/problem.mjs';
import { loadProgram } from './bootstrap/programs.mjs';
import { createProgress } from './bootstrap/progress.mjs';

// `npm start`: the whole product on this machine. This file and `bootstrap/` need nothing but Node.js; what they load
// then, `supervisor.ts`, does the rest.
const root = fileURLToPath(new URL('..', import.meta.url));
const progress = createProgress();
try {
  assertNodeVersion();
  await progress.phase('dependencies', (say) => installPackages(root, { dev: false, say }));
  process.setSourceMapsEnabled(true);
  const { supervise } = await loadProgram(root, 'embedded/supervisor.ts');
  process.exit(await supervise(root, progress));
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}
