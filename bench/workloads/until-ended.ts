import { setTimeout as delay } from 'node:timers/promises';
import type { OrchestrationApi } from '../product/orchestration-api.js';

/** How often something is looked for, ms (the description of the workloads). */
export const LOOK_EVERY = 5;

/** Looks until an instance shows that it has ended. */
export async function untilEnded(api: OrchestrationApi, instance: string): Promise<void> {
  while (!(await api.hasEnded(instance))) await delay(LOOK_EVERY);
}
