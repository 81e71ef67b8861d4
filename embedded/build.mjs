import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/install.mjs';
import { assertNodeVersion } from './bootstrap/node-version.mjs';
import { explained } from './bootstrap/problem.mjs';
import { loadProgram } from './bootstrap/programs.mjs';
import { createProgress } from './bootstrap/progress.mjs';
import { buildCommands } from './bootstrap/run-after-install.mjs';

// `npm run build`: everything that `npm start` would build, and nothing started.
const root = fileURLToPath(new URL('..', import.meta.url));
const progress = createProgress();
try {
  assertNodeVersion();
  await progress.phase('dependencies', (say) => installPackages(root, { dev: false, say }));
  await progress.phase('build', async (say) => {
    const { build } = await loadProgram(root, 'embedded/build/build.ts');
    const built = await build(root);
    await buildCommands(root);
    say(built);
  });
  process.exit(0);
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}
