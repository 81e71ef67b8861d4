import { join } from 'node:path';
import { localAttachments, openStore } from '../desk/index.js';
import { installLastResort, readEnvironment } from '../runtime/index.js';
import { readConfig } from './config.js';
import { startIntake } from './intake/intake.js';
import { startListener } from './listener/smtp-listener.js';
import { createLogger } from './logger.js';

const config = readConfig(readEnvironment(process.env));
const logger = createLogger(config.LOG_LEVEL);
// Its work is taken under leases: another process goes on where this one ends.
installLastResort({ logger, keepsServing: false });
const store = openStore({
  databaseUrl: config.DATABASE_URL,
  statementSeconds: config.REGLAMENT_STATEMENT_SECONDS,
  testClock: config.REGLAMENT_TEST_CLOCK === '1',
  maxConnections: 10,
});
const intake = startIntake({
  store,
  logger,
  attachments: localAttachments(join(config.REGLAMENT_DATA, 'attachments')),
});
const listener = await startListener({
  store,
  logger,
  host: config.REGLAMENT_SMTP_HOST,
  port: config.REGLAMENT_SMTP_PORT,
  sparePort: config.REGLAMENT_SMTP_SPARE_PORT,
  maxBytes: config.REGLAMENT_MAIL_MAX_BYTES,
  rolesDesk: config.REGLAMENT_MAIL_POSTMASTER_DESK,
  limits: {
    connections: config.REGLAMENT_SMTP_CONNECTIONS,
    perAddress: config.REGLAMENT_SMTP_CONNECTIONS_PER_ADDRESS,
    commandMs: config.REGLAMENT_SMTP_COMMAND_SECONDS * 1_000,
    sessionMs: config.REGLAMENT_SMTP_SESSION_SECONDS * 1_000,
    bytesPerSecond: config.REGLAMENT_SMTP_BYTES_PER_SECOND,
  },
  arrived: intake.nudge,
});
// The supervisor waits for this line.
logger.child({}, { level: 'info' }).info({ event: 'mail-ready', port: listener.port }, 'mail to the desks is taken in');

await new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve());
  process.once('SIGINT', () => resolve());
  if (config.REGLAMENT_SUPERVISED === '1') {
    process.stdin.resume();
    process.stdin.once('close', () => resolve());
  }
});
await listener.close();
await intake.stop();
await store.close();
logger.info({ event: 'mail-stopped' }, 'mail is not taken in any more');
process.exit(0);
