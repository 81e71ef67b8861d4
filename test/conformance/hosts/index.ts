import type { CaseHost } from '../case-host.js';
import { createMemoryHost } from './memory/memory-host.js';
import { startProduction } from './temporal/production.js';
import { createTemporalHost } from './temporal/temporal-host.js';

/** An engine that cases can run on, with what it needs running. */
export interface CaseEngine {
  /** A fresh engine for one case. */
  createHost(): Promise<CaseHost>;
  close(): Promise<void>;
}

/** The engines by the name given to `--host`. */
export const engines: Readonly<Record<string, () => Promise<CaseEngine>>> = {
  /** The kernel with everything around it in memory: no server. */
  memory: () =>
    Promise.resolve({
      createHost: () => Promise.resolve(createMemoryHost()),
      close: () => Promise.resolve(),
    }),
  /** As in production: engine, outbox and workflows on a real Postgres and a real Temporal server, with the test clock. */
  async temporal() {
    const production = await startProduction();
    return { createHost: () => createTemporalHost(production), close: () => production.close() };
  },
};
