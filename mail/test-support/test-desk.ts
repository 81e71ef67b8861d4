import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { localAttachments, readPackFolder, type AttachmentStore, type EmailOutcome } from '../../desk/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { ingest } from '../intake/ingest.js';

/** Address of the desk of the shipped pack. */
export const DESK = 'lanskov@profman.ru';

/** A database with the shipped desk, its process and its calendar; no email is sent. */
export interface TestDesk extends TestStore {
  readonly attachments: AttachmentStore;
  /** Reads the next waiting mail; undefined when there is none. */
  readNext(): Promise<EmailOutcome | undefined>;
}

/** Where logs of tests go: nowhere. */
export const silent = pino({ level: 'silent' });

export async function openTestDesk(): Promise<TestDesk> {
  const test = await openTestStore();
  const files = mkdtempSync(join(tmpdir(), 'mail-test-'));
  const attachments = localAttachments(files);
  await test.store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
  return {
    ...test,
    attachments,
    async readNext() {
      const waiting = await test.store.incomingEmails.take();
      return waiting && ingest({ store: test.store, attachments }, waiting);
    },
    async close() {
      rmSync(files, { recursive: true });
      await test.close();
    },
  };
}
