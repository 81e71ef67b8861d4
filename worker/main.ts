import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { openStore } from '../desk/index.js';
import { installLastResort, readEnvironment } from '../runtime/index.js';
import { readConfig } from './config.js';
import { createLogger } from './logger.js';
import { tlsOf } from './temporal/tls.js';
import { startWorker } from './worker.js';

/** Temporal is waited for so long before the worker counts as ready without it. */
const READY_WITHIN_MS = 10_000;

// FEEL reads dates without an offset in the zone of the process: the same one everywhere.
process.env['TZ'] = 'UTC';

const config = readConfig(readEnvironment(process.env));
const logger = createLogger(config.LOG_LEVEL);
// Its work is taken under leases: another process goes on where this one ends.
installLastResort({ logger, keepsServing: false });
Runtime.install({
  // Signals are handled here: loops and store are to end after the worker.
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
    logger[level.toLowerCase() as 'trace' | 'debug' | 'info' | 'warn' | 'error'](meta ?? {}, message);
  }),
});

/** Asked to end; also while the work only begins. */
const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
  if (config.REGLAMENT_SUPERVISED === '1') {
    process.stdin.resume();
    process.stdin.once('close', () => resolve());
  }
});

const store = openStore({
  databaseUrl: config.DATABASE_URL,
  statementSeconds: config.REGLAMENT_STATEMENT_SECONDS,
  testClock: config.REGLAMENT_TEST_CLOCK === '1',
  worker: true,
});
const worker = startWorker({
  store,
  logger,
  temporalAddress: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  tls: tlsOf(config),
  bundle: config.WORKFLOW_BUNDLE ?? fileURLToPath(new URL('./workflow-bundle.js', import.meta.url)),
  cachedWorkflows: config.REGLAMENT_CACHED_WORKFLOWS,
  smtpUrl: config.SMTP_URL,
});
void worker.ready(READY_WITHIN_MS).then(() => {
  // Whoever supervises waits for this line, whatever else is logged.
  logger.child({}, { level: 'info' }).info({ event: 'worker-ready' }, 'the worker is ready');
});
await stopped;
await worker.stop();
await store.close();
logger.info({ event: 'worker-stopped' }, 'the worker has stopped');
process.exit(0);
