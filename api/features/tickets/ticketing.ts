import type { AttachmentStore, Store } from '../../../desk/index.js';

/** What the features of the ticket product are built on, beside the engine and the database. */
export interface Ticketing extends Pick<Store, 'tickets' | 'packs' | 'calendars' | 'definitions' | 'incomingEmails'> {
  readonly attachments: AttachmentStore;
}
