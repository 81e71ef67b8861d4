import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { EARLY, preloadStartPage } from './preload-start-page.js';

const api = process.env['REGLAMENT_API'] ?? 'http://127.0.0.1:8080';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `npm run web` serves the sources with a running product behind; `npm run build` writes dist/web. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadStartPage()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: file('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // What a page needs at first is counted from it (test/web/first-load.test.ts).
    manifest: true,
    // The canvas page is one big piece by nature; it is loaded only where it is needed.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: {
        index: file('index.html'),
        'start-page': file('pages/queue/queue-page.tsx'),
      },
      checks: { moduleLevelDirective: false },
      // Ant Design's inner packages do not say that what is not used of them may be left out.
      treeshake: { moduleSideEffects: [{ test: /\/node_modules\/@(rc-component|ant-design)\//, sideEffects: false }] },
      // Many small pieces wait for each other on a slow line. One holds the application and its start page, and nothing
      // else; one holds what most other pages share.
      output: {
        codeSplitting: {
          groups: [
            { name: 'ask-early', test: EARLY, priority: 3 },
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 8 },
          ],
        },
      },
    },
  },
  server: {
    // Not the sources in modeler/api, which are asked for under the same path.
    proxy: { '^/(api|v2|oauth|health)/(?!.*\\.tsx?(\\?|$))': { target: api } },
  },
});
