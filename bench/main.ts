import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage, type Arguments } from './arguments.js';
import { baseline } from './baseline/baseline.js';
import { checkout } from './checkout.js';
import type { Contender } from './contender.js';
import { kernelWorkloads } from './kernel/workloads.js';
import { peers } from './peer/index.js';
import { ratiosOf, ratioTable, type Ratio } from './report/ratios.js';
import { readable, type Printed } from './report/table.js';
import { byTurns } from './rounds.js';
import { workloads } from './workloads/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const OURS = 'reglament';
const KERNEL = 'kernel';
const FAILED = 1;
const MISUSED = 2;
const names = [...Object.keys(workloads), KERNEL, ...Object.keys(kernelWorkloads)];

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const write = (text: string): void => void process.stdout.write(`${text}\n`);

async function runKernel(name: string, print: (printed: Printed) => void): Promise<void> {
  for (const [each, measure] of Object.entries(kernelWorkloads)) {
    if (name !== KERNEL && name !== each) continue;
    say(each);
    for (const row of await measure()) print(row);
  }
}

/** Ours first, then what it is compared with. */
function contendersOf({ peer, baseline: folder, limits }: Arguments): readonly [Contender, ...Contender[]] {
  const contenders: [Contender, ...Contender[]] = [checkout(root, OURS, limits, say)];
  const choice = peer && peers[peer.engine];
  if (peer && choice) contenders.push(choice(root, resolve(peer.folder), limits, say));
  if (folder !== undefined) contenders.push(baseline(root, resolve(folder), limits, say));
  return contenders;
}

/** Measures a workload of the product by turns; the ratios of ours to each of the others. */
async function runByTurns(
  name: string,
  [ours, ...others]: readonly [Contender, ...Contender[]],
  rounds: number,
  print: (printed: Printed) => void,
): Promise<readonly (readonly Ratio[])[]> {
  const measures = [ours, ...others].map(({ engine, measure }) => {
    return (round: number) => {
      if (rounds > 1) say(`${engine}: ${name}, round ${round} of ${rounds}`);
      const measuring = measure(name);
      if (measuring === undefined) say(`${engine}: there is no ${name}`);
      return measuring ?? Promise.resolve([]);
    };
  });
  const [figures = [], ...theirs] = await byTurns(rounds, measures);
  for (const each of [figures, ...theirs].flat()) print(each);
  return theirs.map((other) => ratiosOf(figures, other));
}

/** What is asked for; undefined, and people are told, when that makes no sense. */
function readCommandLine(): Arguments | undefined {
  try {
    return readArguments(process.argv.slice(2), names, Object.keys(peers));
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`);
    return undefined;
  }
}

/** Measures what was named; with something to compare with, by turns. */
async function main(): Promise<number> {
  const wanted = readCommandLine();
  if (wanted === undefined) return MISUSED;
  const { json, rounds } = wanted;
  const print = (printed: Printed): void => write(json ? JSON.stringify(printed) : readable(printed));
  const contenders = contendersOf(wanted);
  if (wanted.names.some((name) => name in workloads)) {
    // What is missing is said before anything is built: ours takes longest.
    for (const contender of [...contenders].reverse()) await contender.prepare();
  }
  const ratios: Ratio[][] = contenders.slice(1).map(() => []);
  for (const name of wanted.names) {
    if (!(name in workloads)) {
      await runKernel(name, print);
      continue;
    }
    const measured = await runByTurns(name, contenders, rounds, print);
    measured.forEach((rows, index) => {
      ratios[index]?.push(...rows);
      if (json) for (const row of rows) write(JSON.stringify(row));
      else if (rows.length > 0) write(`\n${ratioTable(rows)}\n`);
    });
  }
  if (!json && wanted.names.length > 1) for (const rows of ratios) if (rows.length > 0) write(`\n${ratioTable(rows)}`);
  return 0;
}

const exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return FAILED;
});
process.exit(exitCode);
