import { Problem } from './problem.mjs';

/** Oldest Node.js that every dependency runs on (`engines` of package.json). */
const OLDEST = [20, 19];

/**
 * Refuses a Node.js that is too old.
 *
 * @param {string} version such as `20.19.1`
 * @throws {Problem} naming the version that is needed
 */
export function assertNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Problem(`Node.js ${OLDEST.join('.')} or newer is needed; this is ${version}.`);
}
