import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAttachments, openStore, readPackFolder, type AttachmentStore, type Store } from '../../desk/index.js';
import { startSteppingLoops } from '../../worker/stepping/stepping-loops.js';
import { createLogger } from '../../worker/logger.js';
import { startTestApi, type TestApi } from './test-api.js';

/** The API on a store whose instances are stepped in this process, with a pack in force. */
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
  const worker = openStore({ databaseUrl: base.databaseUrl, worker: true });
  const stepping = startSteppingLoops({ store: worker, logger: createLogger('silent'), pollMs: 20 });
  const files = mkdtempSync(join(tmpdir(), 'reglament-desk-'));
  const attachments = localAttachments(files);
  const api = base.with({ engine: store.engine, ticketing: { ...store, attachments } });
  await store.packs.install(await readPackFolder(pack, 'regulations/calendars'));
  return {
    api,
    store,
    attachments,
    async close() {
      await stepping.stop();
      await worker.close();
      await store.close();
      await base.close();
      rmSync(files, { recursive: true });
    },
  };
}
