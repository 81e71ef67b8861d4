import { setTimeout as delay } from 'node:timers/promises';
import { diagrams, JOB_TYPE } from '../product/diagrams.js';
import type { OrchestrationApi } from '../product/orchestration-api.js';
import { LOOK_EVERY, untilEnded } from './until-ended.js';

/** Longest wait for a product that starts, ms. */
const START_LIMIT = 120_000;
const JOB_WAIT = 10_000;

/** Tries until it works: while the product starts, connections are refused and readiness is denied. */
async function untilWorks<T>(work: () => Promise<T>): Promise<T> {
  const giveUp = performance.now() + START_LIMIT;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > giveUp) throw error;
      await delay(LOOK_EVERY);
    }
  }
}

/** Deploys and runs one `one-task` to its end, trying from before the product listens. */
export async function firstOneTask(api: OrchestrationApi): Promise<void> {
  await untilWorks(() => api.deploy('one-task.bpmn', diagrams['one-task']));
  const instance = await untilWorks(() => api.start('one-task', {}));
  for (;;) {
    const [job] = await untilWorks(() => api.activate(JOB_TYPE, 1, JOB_WAIT));
    if (job === undefined) continue;
    await untilWorks(() => api.completeJob(job.jobKey));
    if (job.processInstanceKey === instance) break;
  }
  await untilEnded(api, instance);
}
