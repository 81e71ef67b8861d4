import { fileURLToPath } from 'node:url';
import { runAfterInstall } from './bootstrap/run-after-install.mjs';

// `npm run backup`
await runAfterInstall(fileURLToPath(new URL('..', import.meta.url)), 'embedded/commands/backup.ts');
