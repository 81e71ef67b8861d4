import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../bootstrap/programs.mjs';
import type { TemporalCache } from './cache.js';
import type { Run } from '../processes/run-command.js';
import type { TemporalSource } from './sources.js';
import { PINNED_CLI } from './version.js';

const LIMIT_MS = 180_000;

/** The download that is built into the Temporal SDK, into the cache. */
export function sdkDownload(root: string, cache: TemporalCache, run: Run): TemporalSource {
  return {
    name: 'download by the Temporal SDK',
    async find() {
      const draft = cache.draft();
      try {
        const program = await builtProgram(root, 'embedded/temporal/sdk-download.ts');
        const { failure } = await run(process.execPath, [program, draft.folder, `v${PINNED_CLI}`], LIMIT_MS);
        if (failure !== undefined) return { missing: failure };
        const name = readdirSync(draft.folder).find((file) => file.startsWith('temporal'));
        return name === undefined ? { missing: 'left no program' } : { path: cache.keep(join(draft.folder, name)) };
      } finally {
        draft.remove();
      }
    },
  };
}
