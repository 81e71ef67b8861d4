import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { openStore } from '../../../desk/index.js';
import { createLogger } from '../../../worker/logger.js';
import { startWorker } from '../../../worker/worker.js';
import type { EngineNews, EngineOptions, EngineOrder } from './engine-process.js';

/**
 * The engine's worker in a process that can be told to die right after steps that workflows have asked for: their
 * transactions are durable, and their workflow tasks are not.
 */
const options = JSON.parse(process.argv[2]!) as EngineOptions;
const tell = (news: EngineNews): void => void process.send?.(news);

/** Instances whose next step is the last thing that this process does for them. */
let doomed = new Set<string>();
const reached = new Set<string>();
process.on('message', ({ dieAfterAdvancing }: EngineOrder) => {
  doomed = new Set(dieAfterAdvancing);
});
process.on('disconnect', () => process.exit(0));

Runtime.install({
  logger: new DefaultLogger('WARN'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  shutdownSignals: [],
});
const store = openStore({ databaseUrl: options.databaseUrl, worker: true });
const worker = startWorker({
  ...options,
  namespace: 'default',
  withoutMail: true,
  logger: createLogger('warn'),
  store: {
    ...store,
    async advance(instance, told, ...rest) {
      const wanted = await store.advance(instance, told, ...rest);
      tell({ news: 'advanced', instance, told: told.length });
      if (!doomed.has(instance)) return wanted;
      reached.add(instance);
      if (reached.size === doomed.size) process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    },
  },
});
await worker.ready(60_000);
tell({ news: 'ready' });
