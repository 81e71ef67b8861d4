import type { Row as KernelRow } from '../kernel/row.js';
import type { Comparison, Figures, Percentiles } from './figures.js';

/** Anything a run prints. */
export type Printed = Figures | Comparison | KernelRow;

const isComparison = (printed: Printed): printed is Comparison => 'ratios' in printed;
const isKernel = (printed: Printed): printed is KernelRow => !isComparison(printed) && !('version' in printed);

/** What was measured, for people: one line a measurement, its parts below it. */
export function readable(printed: Printed): string {
  if (isComparison(printed)) return comparisonLine(printed);
  if (isKernel(printed)) return kernelLine(printed);
  const { engine, workload, concurrency, n, notes } = printed;
  const where = concurrency === undefined ? '' : `, ${concurrency} in flight`;
  const parts = [`${workload}${where}, n = ${n} (${engine})`, ...details(printed).map((line) => `  ${line}`)];
  return [...parts, ...(notes ? [`  (${notes})`] : [])].join('\n');
}

function details(figures: Figures): string[] {
  const { perSecond, transitionsPerSecond, latencyMs, stretchesMs, seconds, history } = figures;
  const lines: string[] = [];
  if (perSecond !== undefined) {
    const transitions = transitionsPerSecond === undefined ? '' : `, ${transitionsPerSecond} element completions`;
    lines.push(`${perSecond} a second${transitions}`);
  }
  if (latencyMs) lines.push(`start to end ${percentiles(latencyMs)}`);
  for (const [name, values] of Object.entries(stretchesMs ?? {})) lines.push(`${name} ${percentiles(values)}`);
  if (seconds) lines.push(`seconds: ${pairs(seconds)}`);
  if (figures.cpuSecondsPer1000 !== undefined) {
    const groups = figures.cpuPer1000 ? ` (${pairs(figures.cpuPer1000)})` : '';
    lines.push(`processor seconds per 1,000: ${figures.cpuSecondsPer1000}${groups}`);
  }
  if (history)
    lines.push(`history: ${history.events} events, ${history.workflowTasks} workflow tasks, ${history.bytes} B`);
  if (figures.bytesPerInstance) lines.push(`bytes per instance: ${pairs(figures.bytesPerInstance)}`);
  if (figures.rssMiB) lines.push(`memory, MiB: ${pairs(figures.rssMiB)}`);
  if (figures.coresOfOthers !== undefined) lines.push(`cores kept busy by others: ${figures.coresOfOthers}`);
  return lines;
}

const percentiles = ({ p50, p95, p99 }: Percentiles): string => `p50 ${p50}, p95 ${p95}, p99 ${p99} ms`;

const pairs = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function comparisonLine({ workload, concurrency, compared, with: other, ratios }: Comparison): string {
  const where = concurrency === undefined ? '' : `, ${concurrency} in flight`;
  return `${workload}${where}, ${compared} : ${other}\n  ${pairs(ratios)}`;
}

function kernelLine({ engine, workload, n, ms, perSecond, microsecondsPerItem, bytes, notes }: KernelRow): string {
  const parts = [
    ms && `median ${ms.median} ms, best ${ms.best} ms`,
    perSecond !== undefined && `${perSecond} a second`,
    microsecondsPerItem !== undefined && `${microsecondsPerItem} µs each`,
    bytes && pairs(bytes),
    notes,
  ];
  return `${workload}, n = ${n} (${engine}): ${parts.filter(Boolean).join('; ')}`;
}
