import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openStore } from '../desk/index.js';
import { createLogOutput, installLastResort, readEnvironment } from '../runtime/index.js';
import { readConfig } from './config.js';
import { warnOfEndingCalendars } from './features/desks/calendars-ending.js';
import { installPacks } from './features/desks/install-packs.js';
import { isDatabaseDown } from './problems/database-down.js';
import { startServer, type RunningServer } from './server.js';

// FEEL reads dates without an offset in the zone of the process: the same one everywhere.
process.env['TZ'] = 'UTC';

const config = readConfig(readEnvironment(process.env));
const logger = pino({ name: 'api', level: config.logLevel }, createLogOutput());
let running: RunningServer | undefined;
// What this process remembers of instances are guesses that each commit checks, and all that it waits for has a time limit:
// going on after an error without an owner cannot hurt what is stored.
installLastResort({ logger, inWork: () => running?.inWork() ?? [], keepsServing: true });
/** `npm run build` puts the web application beside this program. */
const webFolder = fileURLToPath(new URL('web', import.meta.url));
const store = openStore({
  databaseUrl: config.databaseUrl,
  testClock: config.testClock,
  statementSeconds: config.statementSeconds,
});

const regulations = fileURLToPath(new URL('../regulations', import.meta.url));

/** Asked to end; also while the database is only waited for. */
const stopped = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve());
  process.once('SIGINT', () => resolve());
  if (config.supervised) {
    process.stdin.resume();
    process.stdin.once('close', () => resolve());
  }
});

/** Packs and presets need the database; until it is there the process waits instead of ending. */
const start = async (): Promise<RunningServer> => {
  for (;;) {
    try {
      await installPacks(store, regulations, logger);
      await warnOfEndingCalendars(store, logger);
      return await startServer(store, { ...config, webFolder }, logger);
    } catch (error) {
      if (!isDatabaseDown(error)) throw error;
      logger.warn({ err: error }, 'the database is not there yet');
      await delay(500);
    }
  }
};

const starting = start().then((server) => {
  running = server;
  logger.info({ event: 'api-ready', url: server.url }, 'the API listens');
  return server;
});
const server = await Promise.race([starting, stopped]);
await stopped;
await server?.close();
await store.close();
logger.info({ event: 'api-stopped' }, 'the API has stopped');
process.exit(0);
