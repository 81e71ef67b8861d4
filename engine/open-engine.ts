import type { Pool } from 'pg';
import { createKernel, type Kernel } from '../bpmn/index.js';
import { createFeelEvaluator } from '../feel/index.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import type { ReadRows } from './read-rows.js';
import type { Database } from './database.js';
import { createDefinitions, type Definitions } from './definitions/definitions.js';
import { createDeploy } from './definitions/deploy.js';
import type { Engine } from './engine.js';
import { createHeartbeats, type Heartbeats } from './heartbeats/heartbeats.js';
import { createAfterCommit, type AfterCommit } from './instances/after-commit.js';
import { createCommands } from './instances/commands.js';
import { createCommits } from './instances/commits.js';
import { createDescribeEntity } from './instances/describe-entity.js';
import { createHeads } from './instances/heads.js';
import { createHeavyStarts } from './instances/heavy-starts.js';
import { createInbox } from './instances/inbox.js';
import { createInstances } from './instances/instances.js';
import { createLanes, type Lanes } from './instances/lanes.js';
import { createOutcomes, type Outcomes } from './instances/outcomes.js';
import { requestRole, workerRole } from './instances/plan-commit.js';
import { createRetryFailure } from './instances/retry-failure.js';
import { createStartInstance } from './instances/start-instance.js';
import { createStartRows, type StartRows } from './instances/start-rows.js';
import { createWorkerBacklog, type WorkerBacklog } from './instances/worker-backlog.js';
import { createJobWaiters } from './jobs/job-waiters.js';
import { createJobs } from './jobs/jobs.js';
import { createMessages } from './messages/messages.js';
import { createChangeFeed, type ChangeFeed } from './notices/change-feed.js';
import { createNotices, listen, type ChangeNotice, type Notices, type StepNotice } from './notices/notices.js';
import type { DueDates, Projections } from './ports.js';
import { createRetention, type Retention } from './retention/retention.js';
import { createTasks } from './tasks/tasks.js';
import { createAdvance, type Advance } from './temporal/advance.js';
import { createLargePayloads, type LargePayloads } from './temporal/large-payloads.js';
import { createOutbox, type Outbox } from './temporal/outbox.js';
import { createClock, type ProductClock } from './timers/clock.js';
import { createTestClock } from './timers/test-clock.js';
import { createTimerStarts, type TimerStarts } from './timers/timer-starts.js';
import { verifyInstances, type Verification } from './verify/verify.js';

export interface EngineOptions {
  /** Closed with the engine. */
  readonly database: Database;
  /** Test mode: the product's clock can be pinned. */
  readonly testClock?: boolean | undefined;
  /** A worker steps whatever there is; others leave to workers what is more than a request may do. */
  readonly worker?: boolean | undefined;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  /** Absent: one with the rules of this version (tests of updates hand in another). */
  readonly kernel?: Kernel | undefined;
}

/** Durable execution on Postgres: the one place that writes engine tables. */
export interface EngineStore {
  readonly engine: Engine;
  readonly pool: Pool;
  readonly clock: ProductClock;
  /** Typed reads of everything; writes of what is not the engine's. */
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  readonly definitions: Definitions;
  readonly lanes: Lanes;
  /** The local activity of `processInstance`. */
  readonly advance: Advance;
  readonly outcomes: Outcomes;
  readonly outbox: Outbox;
  readonly startRows: StartRows;
  readonly workerBacklog: WorkerBacklog;
  readonly afterCommit: AfterCommit;
  readonly timerStarts: TimerStarts;
  readonly payloads: LargePayloads;
  readonly retention: Retention;
  readonly heartbeats: Heartbeats;
  readonly notices: Notices;
  /** What changes, as it changes: for pages that show it. */
  readonly changes: ChangeFeed;
  /** Resolves when Postgres answers. @throws when it does not */
  ping(): Promise<void>;
  /** `nudged` is called when workers have something to do, until what is answered is called. */
  onNudge(nudged: () => void): () => void;
  /** Replays every instance's steps and compares (`npm run verify`). */
  verify(): Promise<Verification>;
  /** Test mode: resolves when nothing is on its way any more. */
  waitUntilIdle(): Promise<void>;
  close(): Promise<void>;
}

/** Wires the engine. Connects on first use; listens for notices at once and again after every loss of connection. */
export function openEngine(options: EngineOptions): EngineStore {
  const { database, testClock: testMode = false, dueDates, projections } = options;
  const { pool, prisma, readRows } = database;
  const role = options.worker === true ? workerRole : requestRole;
  const evaluator = createFeelEvaluator();
  const kernel = options.kernel ?? createKernel({ evaluate: evaluator });
  const clock = createClock(pool, testMode);
  const outcomes = createOutcomes(pool);
  const jobWaiters = createJobWaiters();
  const nudged = new Set<() => void>();
  const nudge = (): void => {
    for (const each of nudged) each();
  };
  const notices = createNotices(pool, {
    jobs: jobWaiters.heard,
    nudged: nudge,
    stepped: (steps) => changes.stepped(steps),
  });
  const changes = createChangeFeed(notices);
  const definitions = createDefinitions(pool);
  const heads = createHeads(pool, role.stateLimit);
  const commits = createCommits(pool);
  const afterCommit = createAfterCommit({
    notices,
    outcomes,
    hereafter: () => ({
      drain: (instance) => lanes.advance(instance),
      open: startRows.openNow,
      correlate: messages.correlatePending,
    }),
  });
  const stepping = { pool, kernel, definitions, clock, heads, commits, dueDates, projections, role, afterCommit };
  const lanes = createLanes({ ...stepping, inbox: createInbox(pool) });
  const startInstance = createStartInstance(stepping);
  const startRows = createStartRows({ pool, definitions, startInstance, notices, afterCommit });
  const messages = createMessages({ pool, clock, outcomes, afterCommit, startRows });
  const describeEntity = createDescribeEntity({ pool, definitions });
  const give = createCommands({ lanes, outcomes, describeEntity });
  const jobs = createJobs({ pool, clock, heads, give, describeEntity, notices });
  const tasks = createTasks({ pool, clock, definitions, give, describeEntity, notices });
  const instances = createInstances({
    ...{ pool, clock, definitions, startInstance, give, outcomes },
    heavyStarts: createHeavyStarts({ pool, notices }),
    retryFailure: createRetryFailure({ pool, heads, outcomes, afterCommit, describeEntity }),
  });
  const timerStarts = createTimerStarts({ pool, clock, dueDates, afterCommit });
  const workerBacklog = createWorkerBacklog({
    ...{ pool, afterCommit },
    advance: lanes.advance,
    correlatePending: () => messages.correlatePending(),
  });
  const testClock = createTestClock({
    ...{ pool, clock, testMode, notices, timerStarts },
    stepping: {
      advance: lanes.advance,
      takeUp: async () =>
        (await startRows.take(TAKE_UP)).taken +
        (await workerBacklog.inboxes(TAKE_UP)) +
        (await workerBacklog.correlations()),
      open: startRows.openNow,
    },
  });

  const listening = listen(
    database.url,
    ['steps', 'jobs', 'nudges', 'changes'],
    notices.sender,
    (channel, heard) => {
      if (channel === 'steps') {
        outcomes.heard(heard as readonly StepNotice[]);
        changes.stepped(heard as readonly StepNotice[]);
      }
      if (channel === 'changes') changes.heard(heard as readonly ChangeNotice[]);
      if (channel === 'jobs') jobWaiters.heard(heard as readonly string[]);
      if (channel === 'nudges') nudge();
    },
    () => {
      changes.lost();
      outcomes.lookAgain();
      jobWaiters.lookAgain();
      nudge();
    },
  );

  const deploy = createDeploy({ pool, clock, notices, evaluator, dueDates });
  database.connections.onSilence(listening.cut);

  const engine: Engine = {
    async deploy(files, by) {
      const deployed = await deploy(files, by);
      await testClock.startDue(deployed.processes.map(({ key }) => key));
      return deployed;
    },
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
    ...{
      engine,
      pool,
      clock,
      prisma,
      readRows,
      definitions,
      lanes,
      outcomes,
      startRows,
      workerBacklog,
      afterCommit,
      timerStarts,
    },
    advance: createAdvance({ pool, kernel, clock, lanes }),
    outbox: createOutbox(pool),
    payloads: createLargePayloads(pool),
    retention: createRetention({ pool, clock }),
    heartbeats: createHeartbeats(pool),
    ...{ notices, changes },
    async ping() {
      await pool.query('select 1');
    },
    onNudge(each) {
      nudged.add(each);
      return () => void nudged.delete(each);
    },
    verify: () => verifyInstances({ pool, definitions, kernel }),
    waitUntilIdle: testClock.waitUntilIdle,
    async close() {
      clock.stop();
      if (database.connections.silent) listening.cut();
      await listening.stop();
      await database.close();
    },
  };
}

/** Rows of each kind that the test clock takes up at a time. */
const TAKE_UP = 50;
