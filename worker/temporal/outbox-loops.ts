import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import type { Store } from '../../desk/index.js';
import { summarizeInstance, type Tell, type BookWithoutWorkflow } from '../../engine/index.js';
import {
  ENGINE_TASK_QUEUE,
  MOVED,
  PROCESS_INSTANCE,
  type HistoryLimits,
} from '../../workflows/process-instance/messages.js';
import { LOOK_AGAIN, TIMER_STARTS, timerStartsWorkflowId } from '../../workflows/timer-starts/messages.js';
import type { Logger } from '../logger.js';
import { startLoop } from '../loop.js';
import { isAway } from './is-away.js';

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
  /** When workflows continue as new (tests); absent: as the workflow has it. */
  readonly historyLimits?: HistoryLimits | undefined;
}

/** Workflows told at a time: more would take the processor from those who wait for an answer. */
const BATCH = 16;
const RETIRED_BATCH = 50;
const SWEEP_MS = 1_000;
const MINUTE_MS = 60_000;
/** A call that Temporal does not answer is given up before its lease ends; its instance is offered again. */
const DEADLINE_MS = 4_000;
/** How long the instances of a killed worker wait for another one. */
const WORKFLOW_TASK_TIMEOUT = '3 s';

/**
 * Starts loops that do not wait for each other: telling workflows, hosting timer starts, ending retired workflows, asking
 * whether Temporal is there.
 */
export function startOutboxLoops(options: OutboxOptions): OutboxLoops {
  const { store, client, logger } = options;
  const { taskQueue = ENGINE_TASK_QUEUE, pollMs = 250, historyLimits } = options;
  const { outbox } = store;
  /** Temporal has not answered; until it does nothing is leased, so that nothing is put off by its absence. */
  let away = false;

  const withinTime = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + DEADLINE_MS, call);

  const reach = async (): Promise<number> => {
    try {
      await withinTime(() => client.workflowService.getSystemInfo({}));
    } catch (error) {
      if (isAway(error)) away = true;
      throw error;
    }
    if (away) telling.nudge();
    away = false;
    return 0;
  };

  const start = async (tell: Tell, workflowId: string): Promise<void> => {
    try {
      await client.workflow.start(PROCESS_INSTANCE, {
        workflowId,
        taskQueue,
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        requestEagerStart: true,
        staticSummary: summarizeInstance(tell),
        args: historyLimits === undefined ? [tell.instance] : [tell.instance, [], historyLimits],
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
      logger.warn({ instance: tell.instance, workflowId, next }, 'its workflow does not run; the next one is started');
      await start(tell, next);
      // Its start may have been on its way: it looks, and ends.
      await client.workflow
        .getHandle(workflowId)
        .signal(MOVED)
        .catch((gone: unknown) => {
          if (!isGone(gone)) throw gone;
        });
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
    if (away) return 0;
    const tells = await outbox.lease(BATCH);
    const told = await Promise.allSettled(tells.map((tell) => withinTime(() => tellOne(tell))));
    const failures = told.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    // What could not be told was postponed and comes again.
    if (failures.some(isAway)) {
      away = true;
      reaching.nudge();
    }
    if (failures.length > 0) throw failures.find(isAway) ?? failures[0];
    return tells.length < BATCH ? 0 : tells.length;
  };

  const host = async (books: readonly BookWithoutWorkflow[]): Promise<number> => {
    for (const book of books) {
      const definition = book.definition.toString();
      await withinTime(() =>
        client.workflow.signalWithStart(TIMER_STARTS, {
          workflowId: timerStartsWorkflowId(definition),
          taskQueue,
          workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: `timer starts of ${book.processId}`,
          args: [definition],
          signal: LOOK_AGAIN,
          signalArgs: [],
        }),
      );
      await store.timerStarts.hosted(book);
    }
    return 0;
  };

  const hostNew = async (): Promise<number> => host(await store.timerStarts.unhosted());
  const hostOverdue = async (): Promise<number> => host(await store.timerStarts.overdue());

  const endRetired = async (): Promise<number> => {
    const retired = await outbox.retired(RETIRED_BATCH);
    for (const workflowId of retired)
      await withinTime(() =>
        client.workflow.getHandle(workflowId).terminate('its instance goes on under another workflow'),
      ).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    if (retired.length > 0) await outbox.forgetRetired(retired);
    return retired.length;
  };

  const telling = startLoop({ round: tellAll, what: 'telling workflows', restMs: pollMs, logger });
  const hosting = startLoop({ round: hostNew, what: 'hosting timer starts', restMs: SWEEP_MS, logger });
  const rehosting = startLoop({ round: hostOverdue, what: 'hosting overdue timer starts', restMs: MINUTE_MS, logger });
  const retiring = startLoop({ round: endRetired, what: 'ending retired workflows', restMs: MINUTE_MS, logger });
  const reaching = startLoop({ round: reach, what: 'reaching Temporal', restMs: SWEEP_MS, logger });
  const loops = [telling, hosting, rehosting, retiring, reaching];
  const forget = store.onNudge(() => {
    telling.nudge();
    hosting.nudge();
  });
  return {
    alive: () => !away && telling.alive() && hosting.alive() && reaching.alive(),
    async stop() {
      forget();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

const NOT_FOUND = 5;

const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND);
