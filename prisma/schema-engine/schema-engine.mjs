#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which its CLI would download: the same command line and the same
// JSON-RPC on stdin and stdout, carried out by Prisma's own WebAssembly build of that engine.
import { readArguments } from './arguments.mjs';
import { canConnect, createDatabase, dropDatabase } from './database.mjs';
import { engineVersion, openEngine, panicMessage } from './engine.mjs';
import { serveRequests } from './json-rpc.mjs';

const { datamodels, url = process.env.DATABASE_URL, words } = readArguments(process.argv.slice(2));

/** Prisma's error codes by the kind of a driver adapter's error. */
const codeOf = { DatabaseDoesNotExist: 'P1003', DatabaseAlreadyExists: 'P1009', AuthenticationFailed: 'P1000' };

const commands = {
  'create-database': createDatabase,
  'drop-database': dropDatabase,
  'can-connect-to-database': canConnect,
};

function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** `cli <command>`: exit status 0, or 1 with the error as a log line. */
async function runCommand(name) {
  try {
    const command = commands[name];
    if (command === undefined) throw new Error(`unknown command ${name}`);
    await command(url);
  } catch (error) {
    log('INFO', { message: 'Starting schema engine CLI' }); // the Prisma CLI drops the first line
    log('ERROR', {
      is_panic: false,
      message: error.message || error.code || String(error),
      meta: null,
      error_code: codeOf[error.cause?.kind] ?? 'P1001',
    });
    process.exitCode = 1;
  }
}

function serve() {
  let engine;
  serveRequests(async (method, params) => {
    if (method === 'createDatabase') return createDatabase(params.datasource?.url ?? url);
    engine ??= openEngine(datamodels, url);
    const opened = await engine;
    const answer = await (method === 'getDatabaseVersion' ? opened.version(params) : opened[method](params));
    return answer ?? {};
  }, panicMessage);
}

if (words[0] === '--version' || words[0] === '-V') console.log(`schema-engine-wasm ${engineVersion()}`);
else if (words[0] === 'cli') await runCommand(words[1]);
else serve();
