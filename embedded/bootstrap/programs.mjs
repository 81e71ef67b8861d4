import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digestOf } from './digest.mjs';
import { isBuilt, markBuilt } from './stamp.mjs';

/**
 * Bundles a TypeScript program and what it imports of ours into one ES module; packages stay outside.
 * The output appears at once, so that a reader never meets half a file. (`buildSync` leaves no service process behind.)
 *
 * @param {string} root project folder
 * @param {string} entry TypeScript file below it
 * @param {string} output file to write below it
 */
export async function bundleProgram(root, entry, output) {
  const { buildSync } = await import('esbuild');
  const draft = `${output}.${process.pid}.draft.mjs`;
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19', // the oldest we run on; knows import attributes
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'silent',
  });
  renameSync(join(root, draft), join(root, output));
}

/**
 * The built file of a program of this folder, built first when its sources have changed.
 *
 * @param {string} root project folder
 * @param {string} entry TypeScript file below it
 * @param {string[]} more files and folders with sources besides this folder
 * @returns {Promise<string>} absolute path
 */
export async function builtProgram(root, entry, more = []) {
  const name = basename(entry, '.ts');
  const digest = digestOf(root, ['embedded', 'runtime', 'package-lock.json', ...more]);
  const program = { name, digest, output: `dist/${name}.js` };
  if (!isBuilt(root, program)) {
    await bundleProgram(root, entry, program.output);
    markBuilt(root, program);
  }
  return join(root, program.output);
}

/** Imports a program (see `builtProgram`). */
export async function loadProgram(root, entry, more = []) {
  return import(pathToFileURL(await builtProgram(root, entry, more)).href);
}
