import type { Connection } from '@temporalio/client';
import type { Retention } from '../engine/index.js';
import type { Logger } from './logger.js';
import { startLoop } from './loop.js';

const EVERY_MS = 3_600_000;

/** How long Temporal keeps histories of closed workflows of a namespace, in milliseconds. */
export async function retentionOf(connection: Pick<Connection, 'workflowService'>, namespace: string): Promise<number> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const retention = config?.workflowExecutionRetentionTtl;
  if (!retention) throw new Error(`The namespace ${namespace} does not say how long it keeps histories`);
  return Number(retention.seconds) * 1_000;
}

/** Removes expired data, at once and then every hour. */
export function startRetention(options: {
  readonly retention: Retention;
  /** How long Temporal keeps histories, in milliseconds. */
  readonly historiesKept: () => Promise<number>;
  readonly logger: Logger;
  readonly everyMs?: number;
}): { stop(): Promise<void> } {
  const { retention, historiesKept, logger, everyMs = EVERY_MS } = options;
  return startLoop({
    round: async () => {
      const removed = await retention.sweep(await historiesKept());
      if (removed.messages + removed.payloads + removed.starts > 0) logger.info(removed, 'expired data was removed');
      return 0;
    },
    what: 'removing expired data',
    restMs: everyMs,
    logger,
  });
}
