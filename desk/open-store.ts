import type { Kernel } from '../bpmn/index.js';
import { openDatabase, openEngine, type EngineStore } from '../engine/index.js';
import { createCalendars } from './calendars/calendars.js';
import { dueDatesIn } from './calendars/due-dates.js';
import { createDesk, type Desk } from './desk.js';
import { markProjections } from './work-items/marks.js';

export interface StoreOptions {
  readonly databaseUrl: string;
  /** Test mode: the product's clock can be pinned. */
  readonly testClock?: boolean;
  /** A worker steps whatever there is, a request what is within its budget. */
  readonly worker?: boolean;
  /** Connections of the engine's pool. */
  readonly maxConnections?: number;
  /** Longest statement, in seconds; 0: no limit, for what reads everything. */
  readonly statementSeconds?: number;
  /** Absent: one with the rules of this version. */
  readonly kernel?: Kernel;
}

/** The engine and the desk on one database. API, worker and mail process hold one each. */
export interface Store extends EngineStore, Desk {}

/** Opens engine and desk. Connects on first use; listens for notices at once and again after every loss of connection. */
export function openStore({ databaseUrl, maxConnections, statementSeconds, ...options }: StoreOptions): Store {
  const database = openDatabase(databaseUrl, { maxConnections, statementSeconds });
  const calendars = createCalendars(database.pool);
  const engine = openEngine({
    database,
    ...options,
    dueDates: dueDatesIn(calendars),
    projections: markProjections,
  });
  return { ...engine, ...createDesk(engine, calendars) };
}
