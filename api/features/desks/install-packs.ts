import { join } from 'node:path';
import type { Logger } from 'pino';
import { packFolders, readPackFolder, type Store } from '../../../store/index.js';

/**
 * Puts the shipped regulations in force: each folder of `packs` whose content is not what the newest version was made
 * from becomes a new version. Several processes may do so at once.
 * @param regulations folder with `packs` and the production `calendars`
 * @throws PackError when one is not whole
 */
export const installPacks = async (
  { packs }: Pick<Store, 'packs'>,
  regulations: string,
  logger: Logger,
): Promise<void> => {
  for (const folder of packFolders(join(regulations, 'packs'))) {
    const pack = await readPackFolder(folder, join(regulations, 'calendars'));
    const done = await packs.install(pack);
    if (done === 'installed') logger.info({ event: 'pack-installed', pack: pack.pack.code }, 'a pack was installed');
  }
};
