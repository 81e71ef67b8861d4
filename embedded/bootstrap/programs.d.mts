/**
 * Bundles a TypeScript program (`entry`) and what it imports of ours into one ES module (`output`), both paths below
 * `root`; packages stay outside.
 */
export function bundleProgram(root: string, entry: string, output: string): Promise<void>;

/**
 * Absolute path of the built file of a program of `embedded/`, built first when its sources (that folder, the lock file
 * and `more`) have changed.
 */
export function builtProgram(root: string, entry: string, more?: readonly string[]): Promise<string>;
