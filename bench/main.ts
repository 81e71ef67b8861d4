import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage } from './arguments.js';
import { comparisons, historyComparison } from './beside/compare.js';
import { handWritten } from './beside/hand-written.js';
import { kernelWorkloads } from './kernel/workloads.js';
import { readLimits } from './limits.js';
import { withProductIn } from './product/with-product.js';
import { readable, type Printed } from './report/table.js';
import { bestOf } from './rounds.js';
import { workloads } from './workloads/index.js';
import type { Sitting } from './workloads/workload.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const KERNEL = 'kernel';
const names = [...Object.keys(workloads), KERNEL, ...Object.keys(kernelWorkloads)];

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Builds in a process of its own: this one is the load, whose memory is measured. */
async function build(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'embedded/build.mjs')], { stdio: ['ignore', 2, 2] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The product could not be built.');
}

async function runKernel(name: string, print: (printed: Printed) => void): Promise<void> {
  for (const [each, measure] of Object.entries(kernelWorkloads)) {
    if (name !== KERNEL && name !== each) continue;
    say(each);
    for (const row of await measure()) print(row);
  }
}

/** Measures what was named; with a folder for it, by turns with the hand-written workflows that do the same. */
async function main(): Promise<number> {
  const { names: wanted, json, beside } = readArguments(process.argv.slice(2), names, process.env);
  const limits = readLimits(process.env);
  const print = (printed: Printed): void =>
    void process.stdout.write(`${json ? JSON.stringify(printed) : readable(printed)}\n`);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const other = beside === undefined ? undefined : handWritten(root, beside, say);
  const sitting: Sitting = {
    limits,
    engine: { engine: 'reglament', version },
    withProduct: withProductIn(root, say),
    say,
  };
  if (wanted.some((name) => name in workloads)) await build();
  for (const name of wanted) {
    const workload = workloads[name];
    if (workload === undefined) {
      await runKernel(name, print);
      continue;
    }
    const { ours, theirs } = await bestOf(
      limits.rounds,
      () => workload.measure(sitting),
      other && (() => other(workload.handWritten(limits), limits.count)),
    );
    for (const figures of [...ours, ...theirs, ...comparisons(ours, theirs), ...ours.flatMap(historyComparison)]) {
      print(figures);
    }
  }
  return 0;
}

const exitCode = await main().catch((error: unknown) => {
  say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  return 2;
});
process.exit(exitCode);
