import { readArguments, usage } from './arguments.js';
import { loadCases } from './cases.js';
import { engines } from './hosts/index.js';
import { allRequiredPass, suiteReports, tableOf } from './report.js';
import { runCases } from './run-cases.js';

/**
 * Runs conformance cases and prints how they came out: a table, or with `--json` one JSON document. Ends with 0 when
 * everything of tier `c8` in the areas asked for has passed, with 1 when not, with 2 when it was called wrongly.
 */
async function main(): Promise<number> {
  const { folders, host, areas, json } = readArguments(process.argv.slice(2));
  const openEngine = engines[host];
  if (openEngine === undefined)
    throw new Error(`There is no host ${host}; there is ${Object.keys(engines).join(', ')}.`);
  const loaded = await Promise.all(folders.map(loadCases));
  for (const line of loaded.flatMap(({ skipped }) => skipped)) process.stderr.write(`${line}\n`);
  const cases = loaded
    .flatMap(({ cases: found }) => found)
    .filter(({ area }) => areas.length === 0 || areas.includes(area));
  if (cases.length === 0) throw new Error('There are no cases of these areas in these folders.');
  const engine = await openEngine();
  const suites = await runCases(cases, engine.createHost, ({ id, result }) => {
    if (!json) process.stderr.write(`${result.result.padEnd(12)}  ${id}\n`);
  })
    .then(suiteReports)
    .finally(() => engine.close());
  process.stdout.write(`${json ? JSON.stringify({ suites }) : tableOf(suites)}\n`);
  return allRequiredPass(suites) ? 0 : 1;
}

const exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  return 2;
});
// Native connections of the Temporal host would keep the process alive.
process.exit(exitCode);
