import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { openStore } from '../../desk/index.js';
import { startEngineWorker } from '../../worker/engine-worker.js';
import { createLogger } from '../../worker/logger.js';
import type { EngineNews, EngineOptions, EngineOrder } from './engine-process.js';

/**
 * The engine's worker in a process that can be told to die right after commits: their transactions are durable, and
 * their workflow tasks are not.
 */
const options = JSON.parse(process.argv[2]!) as EngineOptions;
const tell = (news: EngineNews): void => void process.send?.(news);

/** Instances whose next commit is the last thing that this process does for them. */
let doomed = new Set<string>();
const reached = new Set<string>();
process.on('message', ({ dieAfterCommitOf }: EngineOrder) => {
  doomed = new Set(dieAfterCommitOf);
});
process.on('disconnect', () => process.exit(0));

Runtime.install({
  logger: new DefaultLogger('WARN'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  shutdownSignals: [],
});
const store = openStore({ databaseUrl: options.databaseUrl });
await startEngineWorker({
  ...options,
  namespace: 'default',
  logger: createLogger('warn'),
  store: {
    ...store,
    async commit(request) {
      const answer = await store.commit(request);
      tell({ news: 'commit', instance: request.instance, answer: answer.kind });
      if (!doomed.has(request.instance)) return answer;
      reached.add(request.instance);
      if (reached.size === doomed.size) process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    },
  },
});
tell({ news: 'ready' });
