import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { EngineStore, Outgoing } from '../../engine/index.js';
import {
  ENGINE_TASK_QUEUE,
  OFFERED,
  PROCESS_INSTANCE,
  type DefinitionReference,
  type OfferedArguments,
  type Run,
} from '../../workflows/process-instance/messages.js';
import { LOOK_AGAIN, TIMER_STARTS, timerStartsWorkflowId } from '../../workflows/timer-starts/messages.js';
import type { Logger } from '../logger.js';
import { startLoop } from '../loop.js';

/** Sends accepted inputs to their workflows, opens asked-for instances. Several relays may run. */
export interface Relay {
  nudge(): void;
  /** Each of its loops has gone well within the last seconds: what is accepted reaches its workflows. */
  alive(): boolean;
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly store: EngineStore;
  readonly client: Client;
  /** A client on the connection of this process's worker: workflows that only arm timers begin there at once. */
  readonly workerClient?: Client;
  readonly logger: Logger;
  readonly taskQueue?: string;
  /** Covers lost nudges. */
  readonly pollMs?: number;
  /** An input without outcome so long after it was sent is sent again; also heals a workflow after a reset. */
  readonly offerAgainAfterMs?: number;
}

const BATCH = 64;
/**
 * Workflows that begin without an input, to arm timers, at a time. While the worker is busy with earlier ones they wait in
 * Postgres: in Temporal's queue they would hold up the inputs that come after them.
 */
const BEGIN_AT_ONCE = 16;
/** A call that the worker's connection repeats by itself is given up after so long; the next round begins it again. */
const BEGIN_DEADLINE_MS = 3_000;
const SWEEP_MS = 1_000;
/** How long the instances of a killed worker stand still. */
const WORKFLOW_TASK_TIMEOUT = '3 s';

/**
 * Starts three loops that do not wait for each other: one opens what is to be started, for which Postgres is enough; one
 * sends each instance one signal with all its open inputs; one sends again what was lost on the way.
 */
export function startRelay(options: RelayOptions): Relay {
  const { store, client, workerClient, logger } = options;
  const { taskQueue = ENGINE_TASK_QUEUE, pollMs = 250, offerAgainAfterMs = 30_000 } = options;
  const beginning = (out: Outgoing): [DefinitionReference, Run] => {
    const { hash, state, step, book, pinnedAt } = out.beginning!;
    const host = { base: step, consumed: out.consumed, book, pinnedAt };
    return [{ $definition: hash }, { instance: out.instance, state, host }];
  };

  const signal = (out: Outgoing): Promise<void> =>
    client.workflow.getHandle(out.workflowId).signal<OfferedArguments>(OFFERED, out.inputs, out.consumed);

  let workerBusyUntil = 0;
  /** Begins in the worker of this process; when that has no place for it, it is busy. */
  const beginWithoutInput = async (start: WorkflowStartOptions): Promise<void> => {
    if (workerClient === undefined) {
      await client.workflow.start(PROCESS_INSTANCE, start);
      return;
    }
    const { eagerlyStarted } = await workerClient.withDeadline(Date.now() + BEGIN_DEADLINE_MS, () =>
      workerClient.workflow.start(PROCESS_INSTANCE, { ...start, requestEagerStart: true }),
    );
    if (!eagerlyStarted) workerBusyUntil = performance.now() + pollMs;
  };

  const begin = async (out: Outgoing): Promise<void> => {
    const start = {
      workflowId: out.workflowId,
      taskQueue,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
      args: beginning(out),
    };
    try {
      if (out.inputs.length === 0) await beginWithoutInput(start);
      else {
        const signalArgs: OfferedArguments = [out.inputs, out.consumed];
        await client.workflow.signalWithStart(PROCESS_INSTANCE, { ...start, signal: OFFERED, signalArgs });
      }
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      if (out.inputs.length > 0) await signal(out);
    }
  };

  /** Sends one instance's inputs; answers whether it is done with. A workflow that has ended has nothing to hear. */
  const send = async (out: Outgoing): Promise<boolean> => {
    try {
      if (!out.workflowStarted) await begin(out);
      else if (out.inputs.length > 0) await signal(out);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) {
        logger.warn(
          { instance: out.instance, workflowId: out.workflowId },
          'the workflow of an active instance is gone',
        );
        return true;
      }
      logger.warn({ err: error, instance: out.instance }, 'an input could not be sent yet');
      return false;
    }
  };

  const marking = new Set<Promise<void>>();
  /**
   * The next are sent meanwhile: until they are marked, their lease keeps these from being sent again. What has come for
   * them since is found by the round after the marking.
   */
  const mark = (sent: readonly Outgoing[]): void => {
    const marked = store.outbox
      .sent(sent)
      .then(
        () => sending.nudge(),
        (error: unknown) => logger.warn({ err: error }, 'what was sent could not be marked; it is sent again'),
      )
      .finally(() => marking.delete(marked));
    marking.add(marked);
  };

  const sendAll = async (): Promise<number> => {
    const beginnings = performance.now() < workerBusyUntil ? 0 : BEGIN_AT_ONCE;
    const leased = await store.outbox.lease(BATCH, beginnings);
    if (leased.length === 0) return 0;
    const done = await Promise.all(leased.map(send));
    const sent = leased.filter((_, i) => done[i]);
    if (sent.length === 0) throw new Error('Temporal takes no inputs');
    mark(sent);
    const begun = leased.filter(({ inputs }) => inputs.length === 0).length;
    return leased.length - begun < BATCH && begun < BEGIN_AT_ONCE ? 0 : leased.length;
  };

  const openAll = async (): Promise<number> => {
    const { taken, failed } = await store.starts.take(BATCH);
    for (const start of failed) logger.warn({ start }, 'an instance could not be started; it is tried again');
    if (taken > 0) sending.nudge();
    return taken;
  };

  const hostTimerStarts = async (): Promise<void> => {
    for (const book of await store.timerStarts.unhosted()) {
      const definition = book.definition.toString();
      await client.workflow.signalWithStart(TIMER_STARTS, {
        workflowId: timerStartsWorkflowId(definition),
        taskQueue,
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: [definition],
        signal: LOOK_AGAIN,
        signalArgs: [],
      });
      await store.timerStarts.hosted(book);
    }
  };

  /** Postgres first: what is late is offered again also while Temporal takes no workflow. */
  const sweep = async (): Promise<number> => {
    await store.outbox.offerAgain(offerAgainAfterMs);
    await hostTimerStarts();
    return 0;
  };

  const opening = startLoop({ round: openAll, what: 'opening instances', restMs: pollMs, logger });
  const sending = startLoop({ round: sendAll, what: 'sending', restMs: pollMs, logger });
  const sweeping = startLoop({
    round: sweep,
    what: 'looking for what was lost',
    restMs: Math.min(SWEEP_MS, offerAgainAfterMs),
    logger,
  });
  const loops = [opening, sending, sweeping];
  const nudge = (): void => {
    opening.nudge();
    sending.nudge();
  };
  store.onNudge(nudge);
  return {
    nudge,
    alive: () => loops.every((loop) => loop.alive()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all(marking);
    },
  };
}
