import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atPlace } from '../backup/place.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { readSettings, withSecrets } from '../settings.js';
import { readArguments } from './arguments.js';
import { runCommand } from './run-command.js';

// `npm run restore -- FILE [--force]`, and a program of the image: what `npm run backup` has written, while the product is stopped.
const root = dirname(dirname(fileURLToPath(import.meta.url))); // this program is in dist/
await runCommand(async (progress) => {
  process.umask(0o077);
  const { file, force } = readArguments('restore', process.argv.slice(2));
  const settings = readSettings(withSecrets(process.env), root);
  await progress.phase('restore', (say) =>
    atPlace(root, settings, { mayRun: false }, async (place) => {
      const options = { force, say: (what: string) => progress.line(what) };
      const { rows, attachments } = await restoreBackup(place, root, file, options);
      say(`${String(rows)} rows and ${String(attachments)} attachments`);
    }),
  );
});
