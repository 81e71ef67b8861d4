import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Outgoing, Store } from '../../store/index.js';
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

/** Sends accepted inputs to their workflows, opens asked-for instances. Several relays may run. */
export interface Relay {
  nudge(): void;
  /** A round has gone well within the last seconds: what is accepted reaches its workflows. */
  alive(): boolean;
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  readonly taskQueue?: string;
  /** Covers lost nudges. */
  readonly pollMs?: number;
  /** An input without outcome so long after it was sent is sent again; also heals a workflow after a reset. */
  readonly offerAgainAfterMs?: number;
}

const BATCH = 64;
/** Rounds come every quarter of a second; without a good one for so long the relay counts as down. */
const ALIVE_MS = 5_000;
/** How long the instances of a killed worker stand still. */
const WORKFLOW_TASK_TIMEOUT = '3 s';

/** Starts the loop. Each round: opened starts, then one signal per instance with all its open inputs. */
export function startRelay(options: RelayOptions): Relay {
  const { store, client, logger, taskQueue = ENGINE_TASK_QUEUE, pollMs = 250, offerAgainAfterMs = 30_000 } = options;
  let stopped = false;
  let nudged = false;
  let wake: (() => void) | undefined;

  const beginning = (out: Outgoing): [DefinitionReference, Run] => {
    const { hash, state, step, book, pinnedAt } = out.beginning!;
    const host = { base: step, consumed: out.consumed, book, pinnedAt };
    return [{ $definition: hash }, { instance: out.instance, state, host }];
  };

  const signal = (out: Outgoing): Promise<void> =>
    client.workflow.getHandle(out.workflowId).signal<OfferedArguments>(OFFERED, out.inputs, out.consumed);

  const begin = async (out: Outgoing): Promise<void> => {
    const start = {
      workflowId: out.workflowId,
      taskQueue,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
      args: beginning(out),
    };
    try {
      if (out.inputs.length === 0) await client.workflow.start(PROCESS_INSTANCE, start);
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
      .then(nudge, (error: unknown) =>
        logger.warn({ err: error }, 'what was sent could not be marked; it is sent again'),
      )
      .finally(() => marking.delete(marked));
    marking.add(marked);
  };

  const sendAll = async (): Promise<number> => {
    const leased = await store.outbox.lease(BATCH);
    if (leased.length === 0) return 0;
    const done = await Promise.all(leased.map(send));
    const sent = leased.filter((_, i) => done[i]);
    if (sent.length === 0) throw new Error('Temporal takes no inputs');
    mark(sent);
    return leased.length < BATCH ? 0 : leased.length;
  };

  const openAll = async (): Promise<number> => {
    const { taken, failed } = await store.starts.take(BATCH);
    for (const start of failed) logger.warn({ start }, 'an instance could not be started; it is tried again');
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

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  let lastRound = 0;
  const loop = async (work: () => Promise<number>, what: string): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      nudged = false;
      let moved = 0;
      try {
        moved = await work();
        lastRound = performance.now();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) logger.warn({ err: error }, `${what} failed; it is tried again`);
        await rest(Math.min(2_000, 50 * 2 ** failures));
      }
      if (moved === 0 && !nudged && !stopped) await rest(pollMs);
    }
  };

  let lastSweep = 0;
  const round = async (): Promise<number> => {
    if (Date.now() - lastSweep > Math.min(1_000, offerAgainAfterMs)) {
      lastSweep = Date.now();
      await hostTimerStarts();
      await store.outbox.offerAgain(offerAgainAfterMs);
    }
    const [opened, sent] = await Promise.allSettled([openAll(), sendAll()]);
    if (opened.status === 'rejected') throw opened.reason;
    if (sent.status === 'rejected') throw sent.reason;
    return opened.value + sent.value;
  };

  function nudge(): void {
    nudged = true;
    wake?.();
  }
  const running = loop(round, 'sending');
  store.onNudge(nudge);
  return {
    nudge,
    alive: () => lastRound > 0 && performance.now() - lastRound < ALIVE_MS,
    async stop() {
      stopped = true;
      wake?.();
      await running;
      await Promise.all(marking);
    },
  };
}
