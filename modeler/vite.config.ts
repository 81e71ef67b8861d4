import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { preloadStartPage } from './preload-start-page.js';

const api = process.env['REGLAMENT_API'] ?? 'http://127.0.0.1:8080';

/** `npm run web` serves the sources with a running product behind; `npm run build` writes dist/web. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadStartPage()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The canvas page is one big piece by nature; it is loaded only where it is needed.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // What most pages share is one piece: many small ones wait for each other on a slow connection.
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 8 }] } },
    },
  },
  server: {
    // Not the sources in modeler/api, which are asked for under the same path.
    proxy: { '^/(api|v2|oauth|health)/(?!.*\\.tsx?(\\?|$))': { target: api } },
  },
});
