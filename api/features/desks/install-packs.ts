import { join } from 'node:path';
import type { Logger } from 'pino';
import { PackError, packFolders, readPackFolder, type PackFolder, type Store } from '../../../desk/index.js';

/**
 * Puts the shipped regulations in force: each folder of `packs` whose content is not what the newest version was made
 * from becomes a new version. Several processes may do so at once. What a pack gives up, a desk or an address, another
 * may take over in the same release, in whatever order they come. A pack that stands against another one in force is
 * told and left out: the desks that are there go on.
 * @param regulations folder with `packs` and the production `calendars`
 * @throws PackError when one is not whole
 */
export const installPacks = async (
  { packs }: Pick<Store, 'packs'>,
  regulations: string,
  logger: Logger,
): Promise<void> => {
  /** @returns why it was refused */
  const install = async (folder: PackFolder): Promise<PackError | undefined> => {
    try {
      const { code } = folder.pack;
      if ((await packs.install(folder)) === 'installed')
        logger.info({ event: 'pack-installed', pack: code }, 'a pack was installed');
      return undefined;
    } catch (error) {
      if (error instanceof PackError) return error;
      throw error;
    }
  };

  let waiting: readonly PackFolder[] = await Promise.all(
    packFolders(join(regulations, 'packs')).map((folder) => readPackFolder(folder, join(regulations, 'calendars'))),
  );
  for (;;) {
    const refused: { readonly folder: PackFolder; readonly error: PackError }[] = [];
    for (const folder of waiting) {
      const error = await install(folder);
      if (error !== undefined) refused.push({ folder, error });
    }
    if (refused.length < waiting.length && refused.length > 0) {
      waiting = refused.map(({ folder }) => folder);
      continue;
    }
    for (const { folder, error } of refused)
      logger.error({ event: 'pack-refused', pack: folder.pack.code, err: error }, 'a pack was left out');
    return;
  }
};
