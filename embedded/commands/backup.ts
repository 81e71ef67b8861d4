import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBackup } from '../backup/make-backup.js';
import { atPlace } from '../backup/place.js';
import { readSettings, withSecrets } from '../settings.js';
import { readArguments } from './arguments.js';
import { runCommand } from './run-command.js';

// `npm run backup -- FILE [--force]`, and a program of the image: database, attachments and passwords in one file.
const root = dirname(dirname(fileURLToPath(import.meta.url))); // this program is in dist/
await runCommand(async (progress) => {
  process.umask(0o077);
  const { file, force } = readArguments('backup', process.argv.slice(2));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const settings = readSettings(withSecrets(process.env), root);
  await progress.phase('backup', (say) =>
    atPlace(root, settings, { mayRun: true }, async (place) => {
      const { rows, attachments } = await makeBackup(place, file, { force, version, now: new Date() });
      const size = (statSync(file).size / 1_048_576).toFixed(1);
      say(`${String(rows)} rows and ${String(attachments)} attachments in ${file}, ${size} MB`);
    }),
  );
});
