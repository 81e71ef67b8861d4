import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../bootstrap/problem.mjs';
import { openDataFolder } from '../data-folder.js';
import { SUPERUSER } from '../postgres/cluster.js';
import { preparePostgres } from '../postgres/server.js';
import { claimName } from '../processes/claim.js';
import { stopOrphans } from '../processes/orphans.js';
import { stopPostgres } from '../postgres/stale-lock.js';
import { PortBook } from '../processes/ports.js';
import { ProcessRecords } from '../processes/records.js';
import { terminate } from '../processes/stop-process.js';
import type { Settings } from '../settings.js';
import type { Place } from './make-backup.js';

const SUPERVISOR = 'supervisor';
const DATABASE = 'reglament';

/** Every process that a killed run may have left. */
const stops = { api: terminate, mail: terminate, worker: terminate, temporal: terminate, postgres: stopPostgres };

/** The database of an embedded product that runs. */
function runningUrl(dataFolder: string): string {
  const ports = JSON.parse(readFileSync(join(dataFolder, 'run/ports.json'), 'utf8')) as Record<string, number>;
  const password = readFileSync(join(dataFolder, 'secrets/postgres-password'), 'utf8').trim();
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${String(ports['postgres'])}/${DATABASE}`;
}

/**
 * Does something with the data that the settings name: the database of DATABASE_URL, or the embedded one, which is started
 * for that if the product does not run. Meanwhile nobody else starts it.
 *
 * @param mayRun whether the product may run meanwhile; asked of the embedded one alone
 * @throws {Problem} when it runs and may not
 */
export async function atPlace<T>(
  root: string,
  settings: Settings,
  { mayRun }: { readonly mayRun: boolean },
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const { dataFolder, databaseUrl } = settings;
  if (databaseUrl !== undefined) return work({ databaseUrl, dataFolder });
  if (mayRun && !existsSync(join(dataFolder, 'postgres')))
    throw new Problem(`${dataFolder} has no database to back up.`);
  const data = openDataFolder(dataFolder);
  const records = new ProcessRecords(data.run);
  const other = await claimName(records, SUPERVISOR);
  if (other !== undefined) {
    if (mayRun) return work({ databaseUrl: runningUrl(dataFolder), dataFolder });
    throw new Problem(`Reglament runs on ${dataFolder} (process ${String(other.pid)}). Stop it first.`);
  }
  try {
    await stopOrphans(records, stops);
    const port = await new PortBook(join(data.run, 'ports.json')).port('postgres');
    const password = data.secret('postgres-password');
    const context = { logFolder: data.log, records, notice: () => undefined };
    const server = await preparePostgres({ root, folder: data.postgres, port, password }, context);
    await server.service.start();
    try {
      return await work({ databaseUrl: server.url(DATABASE), dataFolder });
    } finally {
      await server.service.stop();
    }
  } finally {
    records.remove(SUPERVISOR);
  }
}
