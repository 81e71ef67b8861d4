import { fileURLToPath } from 'node:url';
import { runAfterInstall } from './bootstrap/run-after-install.mjs';

// `npm run restore`
await runAfterInstall(fileURLToPath(new URL('..', import.meta.url)), 'embedded/commands/restore.ts');
