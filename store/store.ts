import { createFeelEvaluator, createKernel } from '../bpmn/index.js';
import { createCalendars, type CalendarStore } from './calendars/calendars.js';
import { pinnableClock, systemClock } from './clock/clock.js';
import { createTestClock } from './clock/test-clock.js';
import { createTimerStarts, type TimerStarts } from './clock/timer-starts.js';
import { createCommit } from './commit/commit.js';
import { createDoor } from './commit/door.js';
import type { CommitAnswer, CommitRequest } from './commit/protocol.js';
import { openDatabase } from './database.js';
import { createDefinitions, type Definitions } from './definitions/definitions.js';
import { createDeploy } from './definitions/deploy.js';
import type { Engine } from './engine.js';
import type { PrismaClient } from './generated/client.js';
import { createAccept } from './inputs/accept.js';
import { createWords } from './inputs/words.js';
import { createOutcomes } from './inputs/outcomes.js';
import { createInstances } from './instances/instances.js';
import { createJobs } from './jobs/jobs.js';
import { createJobWaiters } from './jobs/job-waiters.js';
import { createMessages } from './messages/messages.js';
import { createChangeFeed, type ChangeFeed } from './changes/change-feed.js';
import { createNotices, listen, type ChangeNotice, type Notices, type OutcomeNotice } from './notices.js';
import { createIncomingMails, type IncomingMails } from './mail/incoming.js';
import { createLetters, type Letters } from './mail/letters.js';
import { createThreads, type Threads } from './mail/threads.js';
import { createPacks, type PackStore } from './packs/packs.js';
import { createHeartbeats, type Heartbeats } from './heartbeats/heartbeats.js';
import { createKeeping, type Keeping } from './keeping/keeping.js';
import { createLargePayloads, type LargePayloads } from './payloads/large-payloads.js';
import { createOutbox, type Outbox } from './relay/outbox.js';
import { createStarts, type Starts } from './relay/starts.js';
import { createTasks } from './tasks/tasks.js';
import { createTickets, type Tickets } from './tickets/tickets.js';
import { verifyInstances, type Verification } from './verify/verify.js';

export interface StoreOptions {
  readonly databaseUrl: string;
  /** Test mode: the product's clock can be pinned. */
  readonly testClock?: boolean;
  /** Connections of the engine's pool. */
  readonly maxConnections?: number;
}

/** The one place that writes engine tables. API, activities and relay hold one each. */
export interface Store {
  readonly engine: Engine;
  /** Typed reads of everything; writes of what is not the engine's. */
  readonly prisma: PrismaClient;
  readonly definitions: Definitions;
  /** The local activity of `processInstance`. */
  commit(request: CommitRequest): Promise<CommitAnswer>;
  readonly outbox: Outbox;
  readonly starts: Starts;
  readonly timerStarts: TimerStarts;
  readonly calendars: CalendarStore;
  readonly packs: PackStore;
  readonly tickets: Tickets;
  readonly incomingMails: IncomingMails;
  readonly threads: Threads;
  readonly letters: Letters;
  readonly payloads: LargePayloads;
  readonly keeping: Keeping;
  readonly heartbeats: Heartbeats;
  readonly notices: Notices;
  /** What changes, as it changes: for pages that show it. */
  readonly changes: ChangeFeed;
  /** Resolves when Postgres answers. @throws when it does not */
  ping(): Promise<void>;
  /** Called at every nudge to the relay; answers how to stop. */
  onNudge(nudged: () => void): void;
  /** Replays every instance's steps and compares (`npm run verify`). */
  verify(): Promise<Verification>;
  /** Lets the relay start a new workflow from the head of an instance whose own no longer runs. */
  restartWorkflow(instance: bigint): Promise<void>;
  /** Test mode: resolves when nothing is on its way any more. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Wires the store. Connects on first use; listens for notices at once and again after every loss of connection. */
export function createStore(options: StoreOptions): Store {
  const database = openDatabase(options.databaseUrl, options.maxConnections);
  const { pool, prisma } = database;
  const evaluator = createFeelEvaluator();
  const kernel = createKernel({ evaluate: evaluator });
  const clock = options.testClock ? pinnableClock(pool) : systemClock;
  const notices = createNotices(pool);
  const outcomes = createOutcomes(pool);
  const jobWaiters = createJobWaiters();
  const definitions = createDefinitions(pool);
  const calendars = createCalendars(pool);
  const door = createDoor({ pool, definitions, calendars, kernel, notices });
  const words = createWords({ pool, definitions });
  const accept = createAccept({ pool, clock, notices, outcomes, words });
  const timerStarts = createTimerStarts({ pool, calendars, notices });
  const testClock = createTestClock({ pool, clock, testMode: options.testClock ?? false, notices, timerStarts });
  const jobs = createJobs({ pool, clock, accept, words, notices });
  const tasks = createTasks({ pool, clock, definitions, accept, words, notices });
  const instances = createInstances({ pool, clock, definitions, door, accept, outcomes });
  const messages = createMessages({ pool, clock, outcomes, notices, startsDone: instances.startedByMessage });
  const deploy = createDeploy({ pool, clock, notices, evaluator, calendars });

  const starts = createStarts({ pool, definitions, door, notices });
  const packs = createPacks({ pool, clock, calendars, deploy });
  const tickets = createTickets({ pool, clock, packs, starts, outcomes, notices });

  const changes = createChangeFeed(notices);
  const nudged = new Set<() => void>();
  const listening = listen(
    options.databaseUrl,
    ['outcomes', 'jobs', 'nudges', 'changes'],
    (channel, heard) => {
      if (channel === 'outcomes') {
        outcomes.heard(heard as readonly OutcomeNotice[]);
        changes.outcomes(heard as readonly OutcomeNotice[]);
      }
      if (channel === 'changes') changes.heard(heard as readonly ChangeNotice[]);
      if (channel === 'jobs') jobWaiters.heard(heard as readonly string[]);
      if (channel === 'nudges') for (const nudge of nudged) nudge();
    },
    () => {
      changes.lost();
      outcomes.lookAgain();
      jobWaiters.lookAgain();
      for (const nudge of nudged) nudge();
    },
  );

  const engine: Engine = {
    deploy,
    start: instances.start,
    awaitEnd: instances.awaitEnd,
    cancel: instances.cancel,
    setVariables: instances.setVariables,
    visibleVariables: instances.visibleVariables,
    resolveIncident: instances.resolveIncident,
    activateJobs: jobs.activate,
    jobsAvailable: jobWaiters.wait,
    completeJob: jobs.complete,
    failJob: jobs.fail,
    throwJobError: jobs.throwError,
    updateJob: jobs.update,
    assignTask: tasks.assign,
    unassignTask: tasks.unassign,
    updateTask: tasks.update,
    completeTask: tasks.complete,
    publish: messages.publish,
    clock: testClock,
  };

  return {
    engine,
    prisma,
    definitions,
    commit: createCommit({ pool, definitions, calendars, notices }),
    outbox: createOutbox(pool),
    starts,
    timerStarts,
    calendars,
    packs,
    tickets,
    incomingMails: createIncomingMails({ pool, notices }),
    threads: createThreads(pool),
    letters: createLetters({ pool, notices, packs }),
    payloads: createLargePayloads(pool),
    keeping: createKeeping({ pool, clock }),
    heartbeats: createHeartbeats(pool),
    notices,
    changes,
    async ping() {
      await pool.query('select 1');
    },
    onNudge: (nudge) => void nudged.add(nudge),
    verify: () => verifyInstances({ pool, definitions }),
    restartWorkflow: instances.restartWorkflow,
    settle: testClock.settle,
    async close() {
      await listening.stop();
      await database.close();
    },
  };
}
