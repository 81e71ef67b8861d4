import type { Pool } from 'pg';
import { createFeelEvaluator } from '../feel/index.js';
import { createKernel } from '../bpmn/index.js';
import { pinnableClock, systemClock, type Clock } from './timers/clock.js';
import { createTestClock } from './timers/test-clock.js';
import { createTimerStarts, type TimerStarts } from './timers/timer-starts.js';
import { createCommit } from './instances/commit.js';
import { createDoor } from './instances/door.js';
import type { CommitAnswer, CommitRequest } from './instances/protocol.js';
import type { Database } from './database.js';
import type { DueDates, Projections } from './ports.js';
import { createDefinitions, type Definitions } from './definitions/definitions.js';
import { createDeploy } from './definitions/deploy.js';
import type { Engine } from './engine.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { createAccept } from './instances/accept.js';
import { createWords } from './instances/words.js';
import { createOutcomes, type Outcomes } from './instances/outcomes.js';
import { createInstances } from './instances/instances.js';
import { createJobs } from './jobs/jobs.js';
import { createJobWaiters } from './jobs/job-waiters.js';
import { createMessages } from './messages/messages.js';
import { createChangeFeed, type ChangeFeed } from './notices/change-feed.js';
import { createNotices, listen, type ChangeNotice, type Notices, type OutcomeNotice } from './notices/notices.js';
import { createHeartbeats, type Heartbeats } from './heartbeats/heartbeats.js';
import { createRetention, type Retention } from './retention/retention.js';
import { createLargePayloads, type LargePayloads } from './temporal/large-payloads.js';
import { createOutbox, type Outbox } from './temporal/outbox.js';
import { createStarts, type Starts } from './instances/starts.js';
import { createTasks } from './tasks/tasks.js';
import { verifyInstances, type Verification } from './verify/verify.js';

export interface EngineOptions {
  /** Closed with the engine. */
  readonly database: Database;
  /** Test mode: the product's clock can be pinned. */
  readonly testClock?: boolean | undefined;
  readonly dueDates: DueDates;
  readonly projections: Projections;
}

/** Durable execution on Postgres: the one place that writes engine tables. */
export interface EngineStore {
  readonly engine: Engine;
  readonly pool: Pool;
  readonly clock: Clock;
  /** Typed reads of everything; writes of what is not the engine's. */
  readonly prisma: PrismaClient;
  readonly definitions: Definitions;
  /** The local activity of `processInstance`. */
  commit(request: CommitRequest): Promise<CommitAnswer>;
  readonly outcomes: Outcomes;
  readonly outbox: Outbox;
  readonly starts: Starts;
  readonly timerStarts: TimerStarts;
  readonly payloads: LargePayloads;
  readonly retention: Retention;
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

/** Wires the engine. Connects on first use; listens for notices at once and again after every loss of connection. */
export function openEngine({
  database,
  testClock: testMode = false,
  dueDates,
  projections,
}: EngineOptions): EngineStore {
  const { pool, prisma } = database;
  const evaluator = createFeelEvaluator();
  const kernel = createKernel({ evaluate: evaluator });
  const clock = testMode ? pinnableClock(pool) : systemClock;
  const notices = createNotices(pool);
  const outcomes = createOutcomes(pool);
  const jobWaiters = createJobWaiters();
  const definitions = createDefinitions(pool);
  const door = createDoor({ pool, definitions, dueDates, projections, kernel, notices });
  const words = createWords({ pool, definitions });
  const accept = createAccept({ pool, clock, notices, outcomes, words });
  const timerStarts = createTimerStarts({ pool, dueDates, notices });
  const testClock = createTestClock({ pool, clock, testMode, notices, timerStarts });
  const jobs = createJobs({ pool, clock, accept, words, notices });
  const tasks = createTasks({ pool, clock, definitions, accept, words, notices });
  const instances = createInstances({ pool, clock, definitions, door, accept, outcomes });
  const messages = createMessages({ pool, clock, outcomes, notices, startsDone: instances.startedByMessage });
  const deploy = createDeploy({ pool, clock, notices, evaluator, dueDates });

  const starts = createStarts({ pool, definitions, door, notices });

  const changes = createChangeFeed(notices);
  const nudged = new Set<() => void>();
  const listening = listen(
    database.url,
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
    pool,
    clock,
    prisma,
    definitions,
    commit: createCommit({ pool, definitions, dueDates, projections, notices }),
    outcomes,
    outbox: createOutbox(pool),
    starts,
    timerStarts,
    payloads: createLargePayloads(pool),
    retention: createRetention({ pool, clock }),
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
