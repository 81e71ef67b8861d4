import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { localAttachments, openStore, readPackFolder, type AttachmentStore, type Store } from '../../desk/index.js';
import { Hosts } from '../../engine/test-support/hosts.js';
import { startTestApi, type TestApi } from './test-api.js';

/** The API on a store whose instances are hosted in this process, with a pack in force. */
export interface TestDesk {
  readonly api: TestApi;
  readonly store: Store;
  readonly attachments: AttachmentStore;
  close(): Promise<void>;
}

/** Starts it with the pack in this folder. */
export async function startTestDesk(pack: string): Promise<TestDesk> {
  const base = await startTestApi();
  const store = openStore({ databaseUrl: base.databaseUrl });
  const pool = new Pool({ connectionString: base.databaseUrl });
  const hosts = new Hosts(store, pool);
  const files = mkdtempSync(join(tmpdir(), 'reglament-desk-'));
  const attachments = localAttachments(files);
  const api = base.with({ engine: store.engine, ticketing: { ...store, attachments } });
  hosts.run();
  await store.packs.install(await readPackFolder(pack, 'regulations/calendars'));
  return {
    api,
    store,
    attachments,
    async close() {
      await hosts.stop();
      await pool.end();
      await store.close();
      await base.close();
      rmSync(files, { recursive: true });
    },
  };
}
