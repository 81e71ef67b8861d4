import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/install.mjs';
import { assertNodeVersion } from './bootstrap/node-version.mjs';
import { explained, Problem } from './bootstrap/problem.mjs';
import { loadProgram } from './bootstrap/programs.mjs';
import { createProgress } from './bootstrap/progress.mjs';

// `npm run migrate`: brings the database of DATABASE_URL up to date, migrations and functions, and starts nothing.
const root = fileURLToPath(new URL('..', import.meta.url));
const progress = createProgress();
try {
  assertNodeVersion();
  const url = process.env.DATABASE_URL;
  if (!url) throw new Problem('DATABASE_URL has to name the database.');
  await progress.phase('dependencies', (say) => installPackages(root, { dev: false, say }));
  await progress.phase('migrations', async (say) => {
    const { migrated, migrateProduct } = await loadProgram(root, 'embedded/migrate.ts');
    say(migrated(await migrateProduct(url, root)));
  });
  process.exit(0);
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}
