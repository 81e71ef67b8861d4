import { proxyLocalActivities } from '@temporalio/workflow';
import type { EngineActivities } from '../activities/index.js';

/** Retries up to here wait inside a workflow task, with heartbeats in the history; longer ones with a timer. */
export const LOCAL_RETRY_THRESHOLD_MS = 5_000;
/** Must be longer than the threshold: a long outage of Postgres is to cost one timer a minute. */
export const LONGEST_RETRY_MS = 60_000;

/**
 * The engine's activities as local ones: 0.6 ms of Postgres instead of another workflow task. They are tried until they
 * succeed.
 */
export const engine = proxyLocalActivities<EngineActivities>({
  startToCloseTimeout: '10 s',
  localRetryThreshold: LOCAL_RETRY_THRESHOLD_MS,
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: LONGEST_RETRY_MS },
});
