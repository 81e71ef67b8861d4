import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { openStore } from '../desk/index.js';
import { readConfig } from './config.js';
import { startEngineWorker } from './engine-worker.js';
import { createLogger } from './logger.js';
import { startMailWorker } from './mail-worker.js';

// FEEL reckons texts without an offset in the zone of the process: the same one everywhere.
process.env['TZ'] = 'UTC';

const config = readConfig(process.env);
const logger = createLogger(config.LOG_LEVEL);
Runtime.install({
  // Signals are handled here: the relay and the store are to end after the worker.
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
    logger[level.toLowerCase() as 'trace' | 'debug' | 'info' | 'warn' | 'error'](meta ?? {}, message);
  }),
});

const store = openStore({
  databaseUrl: config.DATABASE_URL,
  testClock: config.REGLAMENT_TEST_CLOCK === '1',
});
const temporal = { temporalAddress: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE };
const [worker, mailWorker] = await Promise.all([
  startEngineWorker({
    store,
    logger,
    ...temporal,
    bundle: config.WORKFLOW_BUNDLE ?? fileURLToPath(new URL('./workflow-bundle.js', import.meta.url)),
    cachedWorkflows: config.REGLAMENT_CACHED_WORKFLOWS,
  }),
  startMailWorker({ store, ...temporal, smtpUrl: config.SMTP_URL }),
]);
// Whoever supervises waits for this line, whatever else is logged.
logger.child({}, { level: 'info' }).info({ event: 'worker-ready' }, 'the worker is ready');

const stop = (): void => {
  void worker.shutdown();
  void mailWorker.shutdown();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
if (config.REGLAMENT_SUPERVISED === '1') {
  process.stdin.resume();
  process.stdin.once('close', stop);
}

await Promise.all([worker.finished, mailWorker.finished]);
await store.close();
logger.info({ event: 'worker-stopped' }, 'the worker has stopped');
process.exit(0);
