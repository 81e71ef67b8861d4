import { kernelWorkloads } from './workloads.js';

/** `npx tsx bench/kernel/main.ts [workload…]`: one line of JSON per measurement. */
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(kernelWorkloads)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await measure()) console.log(JSON.stringify(row));
}
