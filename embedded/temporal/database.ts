import { existsSync, renameSync, rmSync } from 'node:fs';
import type { ServiceGroup } from '../processes/service-group.js';
import type { ServiceContext } from '../processes/service.js';
import { temporalService, type TemporalServerOptions } from './server.js';
import { thinVisibility } from './visibility.js';

/**
 * Makes a Temporal server's database where there is none: a first run of the server writes its tables. The file appears
 * whole or not at all, so a run that is killed here begins anew.
 *
 * @param server its settings; the ports are used for the first run too
 * @param file where the database is to be
 */
export async function prepareTemporalDatabase(
  server: Omit<TemporalServerOptions, 'database'>,
  file: string,
  services: ServiceGroup,
  context: ServiceContext,
): Promise<void> {
  if (existsSync(file)) return;
  const draft = `${file}.draft`;
  for (const path of [draft, `${draft}-journal`]) rmSync(path, { force: true });
  const maker = temporalService({ ...server, database: { file: draft, journal: 'rollback' } }, context);
  await services.start(maker);
  await maker.stop();
  await thinVisibility(draft);
  renameSync(draft, file);
}
