import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compressTexts } from './compress-texts.js';

/**
 * Builds the web application with Vite. It appears at once, so that a page never meets half of it.
 *
 * @param config Vite's configuration below `root`
 * @param output folder to write below `root`
 */
export async function bundleWeb(root: string, config: string, output: string): Promise<void> {
  const { build } = await import('vite');
  // Vite believes the environment: under tests it would put React's development version into the product.
  process.env['NODE_ENV'] = 'production';
  const draft = join(root, `${output}.${String(process.pid)}.draft`);
  try {
    await build({
      configFile: join(root, config),
      logLevel: 'warn',
      build: { outDir: draft, emptyOutDir: true },
    });
    await compressTexts(draft);
    await rm(join(root, output), { recursive: true, force: true });
    await rename(draft, join(root, output));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
