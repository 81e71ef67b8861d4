import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `node embedded/build/keep-runtime-packages.mjs PROGRAM …`, in the build of an image: takes away every package that the built
// programs do not need. A production installation has more: it can build the product too.

const IMPORT = /^(?:import|export)\b[^'"]*?"([^"]+)"(?:;| with )|\bimport\("([^"]+)"/gm;

/** The package that a module is of; undefined where it is none. */
function packageOf(specifier) {
  if (/^(\.|\/|node:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The folder of a package as a file in `from` finds it, relative to `root`. */
function resolve(root, from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (folder === '.') return undefined;
  }
}

/** Names of what a package needs, of what is optional as far as it is there. */
function needsOf(root, folder) {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/**
 * Folders of the packages that programs need, with what those need in turn.
 *
 * @param {string} root project folder
 * @param {string[]} programs ES modules below it, as esbuild writes them
 * @returns {Set<string>} relative to the project folder
 */
export function runtimePackages(root, programs) {
  const found = new Set();
  const imported = programs.flatMap((program) =>
    [...readFileSync(join(root, program), 'utf8').matchAll(IMPORT)].map((match) => packageOf(match[1] ?? match[2])),
  );
  const add = (from, name) => {
    const folder = name === undefined ? undefined : resolve(root, from, name);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    for (const need of needsOf(root, folder)) add(folder, need);
  };
  for (const name of imported) add('.', name);
  return found;
}

/** Folders of all packages that are installed in `modules` and below. */
function installed(root, modules) {
  if (!existsSync(join(root, modules))) return [];
  return readdirSync(join(root, modules)).flatMap((name) => {
    const folder = join(modules, name);
    if (name.startsWith('@')) return readdirSync(join(root, folder)).map((each) => join(folder, each));
    return name.startsWith('.') ? [] : [folder];
  });
}

/** Takes away what is not kept. */
function prune(root, modules, kept) {
  for (const folder of installed(root, modules)) {
    const inside = join(folder, 'node_modules');
    if (!kept.has(folder)) rmSync(join(root, folder), { recursive: true, force: true });
    else prune(root, inside, kept);
  }
  rmSync(join(root, modules, '.bin'), { recursive: true, force: true });
  rmSync(join(root, modules, '.package-lock.json'), { force: true });
}

/** Temporal's package carries its native part for every platform: the others go. */
function dropOtherPlatforms(root) {
  const releases = join(root, 'node_modules/@temporalio/core-bridge/releases');
  const arch = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
  for (const name of existsSync(releases) ? readdirSync(releases) : [])
    if (name !== `${arch}-unknown-linux-gnu`) rmSync(join(releases, name), { recursive: true });
}

/** What the programs read from `dist` beside themselves. */
const BESIDE = ['web', 'workflow-bundle.js'];

/**
 * Leaves of `dist` the programs, and of `node_modules` what they need.
 *
 * @param {string} root project folder
 * @param {string[]} programs names of the programs in `dist`
 * @returns {number} how many packages are left
 */
export function keepRuntimePackages(root, programs) {
  const files = programs.map((name) => `${name}.js`);
  for (const name of readdirSync(join(root, 'dist')))
    if (![...files, ...BESIDE].includes(name)) rmSync(join(root, 'dist', name), { recursive: true });
  const kept = runtimePackages(
    root,
    files.map((name) => join('dist', name)),
  );
  prune(root, 'node_modules', kept);
  dropOtherPlatforms(root);
  return kept.size;
}

const [, program, ...names] = process.argv;
if (program === fileURLToPath(import.meta.url))
  console.log(`${String(keepRuntimePackages(process.cwd(), names))} packages kept`);
