import type { Row as KernelRow } from '../kernel/row.js';
import type { Figures, Percentiles } from './figures.js';

/** A measurement that a run prints. */
export type Printed = Figures | KernelRow;

const isKernel = (printed: Printed): printed is KernelRow => !('version' in printed);

/** What was measured, for people: one line a measurement, its parts below it. */
export function readable(printed: Printed): string {
  if (isKernel(printed)) return kernelLine(printed);
  const { engine, workload, concurrency, n, notes } = printed;
  const where = concurrency === undefined ? '' : `, ${concurrency} in flight`;
  const parts = [`${workload}${where}, n = ${n} (${engine})`, ...details(printed).map((line) => `  ${line}`)];
  return [...parts, ...(notes ? [`  (${notes})`] : [])].join('\n');
}

function details(figures: Figures): string[] {
  const { perSecond, transitionsPerSecond, latencyMs, stretchesMs, probeMs, seconds, history } = figures;
  const lines: string[] = [];
  if (perSecond !== undefined) {
    const transitions = transitionsPerSecond === undefined ? '' : `, ${transitionsPerSecond} element completions`;
    lines.push(`${perSecond} a second${transitions}`);
  }
  if (latencyMs) lines.push(`start to end ${percentiles(latencyMs)}`);
  for (const [name, values] of Object.entries(stretchesMs ?? {})) lines.push(`${name} ${percentiles(values)}`);
  if (probeMs) lines.push(`probe ${percentiles(probeMs)}`);
  if (seconds) lines.push(`seconds: ${pairs(seconds)}`);
  if (figures.cpuSecondsPer1000 !== undefined) {
    const groups = figures.cpuPer1000 ? ` (${pairs(figures.cpuPer1000)})` : '';
    lines.push(`processor seconds per 1,000: ${figures.cpuSecondsPer1000}${groups}`);
  }
  if (history) lines.push(`history: ${pairs({ ...history })}`);
  if (figures.bytesPerInstance) lines.push(`bytes per instance: ${pairs(figures.bytesPerInstance)}`);
  if (figures.rssMiB)
    lines.push(
      `memory, MiB: ${figures.servingMiB === undefined ? pairs(figures.rssMiB) : `${figures.servingMiB} (${pairs(figures.rssMiB)})`}`,
    );
  if (figures.coresOfOthers !== undefined) lines.push(`cores kept busy by others: ${figures.coresOfOthers}`);
  return lines;
}

const percentiles = ({ p50, p95, p99, max }: Percentiles): string =>
  `p50 ${p50}, p95 ${p95}, p99 ${p99}${max === undefined ? '' : `, max ${max}`} ms`;

const pairs = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

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
