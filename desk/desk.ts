import type { EngineStore } from '../engine/index.js';
import type { CalendarStore } from './calendars/calendars.js';
import { createIncomingEmails, type IncomingEmails } from './email/incoming-emails.js';
import { createOutgoingEmails, type OutgoingEmails } from './email/outgoing-emails.js';
import { createParticipants, type Participants } from './email/participants.js';
import { createThreads, type Threads } from './email/threads.js';
import { createPacks, type PackStore } from './packs/packs.js';
import { createTickets, type Tickets } from './tickets/tickets.js';

/** The service desk, on top of an engine. */
export interface Desk {
  readonly calendars: CalendarStore;
  readonly packs: PackStore;
  readonly tickets: Tickets;
  readonly incomingEmails: IncomingEmails;
  readonly threads: Threads;
  readonly participants: Participants;
  readonly outgoingEmails: OutgoingEmails;
}

/** Wires the desk. `calendars`: those that the engine computes due dates in. */
export function createDesk(store: EngineStore, calendars: CalendarStore): Desk {
  const { pool, clock, outcomes, startRows, afterCommit, notices } = store;
  const packs = createPacks({ pool, clock, calendars, deploy: store.engine.deploy });
  return {
    calendars,
    packs,
    tickets: createTickets({ pool, clock, packs, startRows, outcomes, afterCommit, notices }),
    incomingEmails: createIncomingEmails({ pool, notices }),
    threads: createThreads(pool),
    participants: createParticipants(),
    outgoingEmails: createOutgoingEmails({ pool, notices, packs }),
  };
}
