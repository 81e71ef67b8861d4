import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { outdatedPackages } from './outdated-packages.mjs';
import { Problem } from './problem.mjs';

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** How to call npm: the one that runs this script when there is one, else the one on PATH. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running !== undefined && basename(running) === 'npm-cli.js') return [process.execPath, running];
  return ['npm'];
}

/** Runs a command without input; resolves with everything it printed. */
function run([file, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => reject(new Problem(`${file} could not be started: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Problem(`\`${file} ${args.join(' ')}\` failed with exit code ${code}:\n${output.trim()}`));
    });
  });
}

/**
 * Installs the packages of the lock file with `npm ci` when they are not there.
 *
 * @param {string} root project folder
 * @param {{ dev: boolean, say: (detail: string) => void }} options `dev`: packages for development and tests too
 * @throws {Problem} with npm's output when it fails
 */
export async function installPackages(root, { dev, say }) {
  const lock = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  const outdated = outdatedPackages(lock, installed, { dev });
  if (outdated.length === 0) {
    say('up to date');
    return;
  }
  const [file, ...args] = npmCommand();
  await run([file, ...args, 'ci', ...(dev ? ['--include=dev'] : [])], {
    cwd: root,
    env: {
      ...process.env,
      // Spares the postinstall script of Prisma a download that the project does not need (docs/decisions/0018).
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/schema-engine/schema-engine.mjs'),
      IBM_TELEMETRY_DISABLED: 'true',
    },
  });
  say(installed === undefined ? 'installed' : 'installed anew, the lock file has changed');
}
