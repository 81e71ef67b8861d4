import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../bootstrap/problem.mjs';
import { migrated, migrateProduct } from '../migrate.js';
import { withSecrets } from '../settings.js';
import { runCommand } from './run-command.js';

// `npm run migrate`, and a program of the image: brings the database of DATABASE_URL up to date, migrations and functions.
const root = dirname(dirname(fileURLToPath(import.meta.url))); // this program is in dist/
await runCommand((progress) =>
  progress.phase('migrations', async (say) => {
    const { DATABASE_URL: url } = withSecrets(process.env);
    if (!url) throw new Problem('DATABASE_URL has to name the database.');
    say(migrated(await migrateProduct(url, root)));
  }),
);
