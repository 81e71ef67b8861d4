import { orchestrationApi } from '../product/orchestration-api.js';
import type { WorkerMessage, WorkerSettings } from './messages.js';

// A job worker in a process of its own, as outside systems run one: asks for jobs by long poll, does nothing with them
// and completes each at once.

const POLL_AT_MOST = 32;
const POLL_WAIT_MS = 10_000;
/** No more jobs are asked for while so many completions are under way. */
const UNDER_WAY_AT_MOST = 64;

const { address, apiKey, jobType } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const api = orchestrationApi(address, apiKey);
const say = (message: WorkerMessage): void => void process.send?.(message);

let underWay = 0;
let wake: (() => void) | undefined;
const complete = async (jobKey: string): Promise<void> => {
  underWay += 1;
  await api.completeJob(jobKey);
  underWay -= 1;
  wake?.();
};
const fail = (error: unknown): void => say({ failed: error instanceof Error ? error.message : String(error) });

process.once('disconnect', () => process.exit(0));
say({ ready: true });
for (;;) {
  while (underWay >= UNDER_WAY_AT_MOST) await new Promise<void>((resolve) => (wake = resolve));
  const jobs = await api.activate(jobType, POLL_AT_MOST, POLL_WAIT_MS).catch((error: unknown) => {
    fail(error);
    return [];
  });
  for (const { jobKey } of jobs) complete(jobKey).catch(fail);
}
