/**
 * Compares what the lock file names with what npm says it has installed.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lock package-lock.json
 * @param {{ packages: Record<string, LockedPackage> } | undefined} installed `node_modules/.package-lock.json`, which npm
 *   writes when an installation is complete; undefined when there is none
 * @param {{ dev: boolean }} options whether packages that only development and tests need count
 * @returns {string[]} folders that are missing or of another version; none: everything is there
 *
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 */
export function outdatedPackages(lock, installed, { dev }) {
  return Object.entries(lock.packages)
    .filter(([folder, wanted]) => {
      if (folder === '' || wanted.link) return false;
      const present = installed?.packages[folder];
      if (present !== undefined) return present.version !== wanted.version;
      const dispensable = wanted.optional || wanted.devOptional || (wanted.dev && !dev);
      return !dispensable;
    })
    .map(([folder]) => folder);
}
