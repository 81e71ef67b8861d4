import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import type { Store } from '../../desk/index.js';
import { summarizeInstance, type Tell } from '../../engine/index.js';
import { ENGINE_TASK_QUEUE, MOVED, PROCESS_INSTANCE } from '../../workflows/process-instance/messages.js';
import { LOOK_AGAIN, TIMER_STARTS, timerStartsWorkflowId } from '../../workflows/timer-starts/messages.js';
import type { Logger } from '../logger.js';
import { startLoop } from '../loop.js';

/** Tells workflows what has moved. */
export interface OutboxLoops {
  /** What is to be told reaches Temporal. */
  alive(): boolean;
  stop(): Promise<void>;
}

export interface OutboxOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  readonly taskQueue?: string;
  /** Covers lost nudges. */
  readonly pollMs?: number;
}

/** Workflows told at a time: more would take the processor from those who wait for an answer. */
const BATCH = 16;
const RETIRED_BATCH = 50;
const SWEEP_MS = 1_000;
/** A call that Temporal does not answer is given up; its instance is offered again. */
const DEADLINE_MS = 5_000;
/** How long the instances of a killed worker wait for another one. */
const WORKFLOW_TASK_TIMEOUT = '3 s';

/** Starts three loops that do not wait for each other: telling workflows, hosting timer starts, ending retired workflows. */
export function startOutboxLoops(options: OutboxOptions): OutboxLoops {
  const { store, client, logger } = options;
  const { taskQueue = ENGINE_TASK_QUEUE, pollMs = 250 } = options;
  const { outbox } = store;

  const start = async (tell: Tell, workflowId: string): Promise<void> => {
    try {
      await client.workflow.start(PROCESS_INSTANCE, {
        workflowId,
        taskQueue,
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: summarizeInstance(tell),
        args: [tell.instance],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      await signal(tell, workflowId);
    }
  };

  /** A workflow that no longer runs is followed by the next one while something waits for it. */
  const signal = async (tell: Tell, workflowId: string): Promise<void> => {
    try {
      await client.workflow.getHandle(workflowId).signal(MOVED);
    } catch (error) {
      if (!isGone(error)) throw error;
      if (!tell.active) return outbox.clear(tell.instance);
      if (!tell.waits && !tell.durable) return outbox.clear(tell.instance);
      const next = await outbox.nextWorkflow(tell.instance, workflowId);
      if (next === undefined) return;
      logger.warn({ instance: tell.instance, workflowId, next }, 'a workflow no longer runs; the next one is started');
      await start(tell, next);
    }
  };

  /** Starting also finds out whether the workflow runs already: one call for both. */
  const tellOne = async (tell: Tell): Promise<void> => {
    const { workflowId, active, waits, durable } = tell;
    if (workflowId === null) return outbox.clear(tell.instance);
    if (active && (waits || durable) && tell.fresh) return start(tell, workflowId);
    return signal(tell, workflowId);
  };

  const tellAll = async (): Promise<number> => {
    const tells = await outbox.lease(BATCH);
    let failure: unknown;
    await Promise.all(
      tells.map((tell) =>
        client
          .withDeadline(Date.now() + DEADLINE_MS, () => tellOne(tell))
          .catch((error: unknown) => {
            failure = error;
          }),
      ),
    );
    // What could not be told was postponed and comes again; the loop rests as long as Temporal is away.
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error('Temporal could not be told');
    return tells.length < BATCH ? 0 : tells.length;
  };

  const hostTimerStarts = async (): Promise<number> => {
    for (const book of await store.timerStarts.unhosted()) {
      const definition = book.definition.toString();
      await client.workflow.signalWithStart(TIMER_STARTS, {
        workflowId: timerStartsWorkflowId(definition),
        taskQueue,
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `timer starts of ${book.processId}`,
        args: [definition],
        signal: LOOK_AGAIN,
        signalArgs: [],
      });
      await store.timerStarts.hosted(book);
    }
    return 0;
  };

  const endRetired = async (): Promise<number> => {
    const retired = await outbox.retired(RETIRED_BATCH);
    for (const workflowId of retired)
      await client.workflow
        .getHandle(workflowId)
        .terminate('its instance goes on under another workflow')
        .catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
    if (retired.length > 0) await outbox.forgetRetired(retired);
    return retired.length;
  };

  const telling = startLoop({ round: tellAll, what: 'telling workflows', restMs: pollMs, logger });
  const hosting = startLoop({ round: hostTimerStarts, what: 'hosting timer starts', restMs: SWEEP_MS, logger });
  const retiring = startLoop({ round: endRetired, what: 'ending retired workflows', restMs: 60 * SWEEP_MS, logger });
  store.onNudge(() => {
    telling.nudge();
    hosting.nudge();
  });
  return {
    alive: () => telling.alive() && hosting.alive(),
    async stop() {
      await Promise.all([telling.stop(), hosting.stop(), retiring.stop()]);
    },
  };
}

const NOT_FOUND = 5;

const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND);
