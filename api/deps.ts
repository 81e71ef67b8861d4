import type { ChangeFeed, Engine, ReadRows } from '../engine/index.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import type { FailedAttempts } from './access/failed-attempts.js';
import type { Passwords } from './access/passwords.js';
import type { Ticketing } from './features/tickets/ticketing.js';

/** What the features of the API are built on. */
export interface ApiDeps {
  readonly engine: Engine;
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  /** Tells and hears what changes, for pages that show it. */
  readonly changes: ChangeFeed;
  readonly ticketing: Ticketing;
  readonly passwords: Passwords;
  readonly attempts: FailedAttempts;
  /** The real time: sessions and tokens expire by it, whatever the product's clock says. */
  readonly now: () => Date;
  /** 99th percentile of the delay of this process's event loop over the last minute, in ms. */
  readonly eventLoopDelay: () => number;
  readonly testClock: boolean;
  /** How long what somebody has typed and not sent is kept, in days. */
  readonly typedDraftDays: number;
}
