import { readdirSync, readFileSync } from 'node:fs';
import { parseMachine, parseSize, parseStat, withDescendants, type ProcessStat } from './proc.js';

const KIB_PER_MIB = 1_024;

/** A group of processes: one, or one with all its descendants. */
export interface ProcessGroup {
  readonly pid: number;
  readonly withDescendants: boolean;
}

export type ProcessGroups = Readonly<Record<string, ProcessGroup>>;

/** Processor seconds used until now. */
export interface CpuSnapshot {
  /** `performance.now()` of the snapshot, ms. */
  readonly at: number;
  readonly byGroup: Readonly<Record<string, number>>;
  /** All processors, everything that runs. */
  readonly machine: number;
}

/** Processor time spent between two snapshots. */
export interface CpuSpent {
  readonly seconds: number;
  readonly byGroup: Readonly<Record<string, number>>;
  /** Cores kept busy by what belongs to no group. */
  readonly coresOfOthers: number;
}

/** A file under /proc; undefined when the process is gone. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}

function allStats(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    const text = /^\d+$/.test(name) ? readProc(`${name}/stat`) : undefined;
    if (text !== undefined) stats.set(Number(name), parseStat(text));
  }
  return stats;
}

const membersOf = (group: ProcessGroup, stats: ReadonlyMap<number, ProcessStat>): number[] =>
  group.withDescendants ? withDescendants(group.pid, stats) : [group.pid];

/** A process and everything that descends from it at this moment. */
export const descendantsOf = (pid: number): readonly number[] => withDescendants(pid, allStats());

/** Reads the processor time of groups. */
export function cpuSnapshot(groups: ProcessGroups): CpuSnapshot {
  const stats = allStats();
  const secondsOf = (group: ProcessGroup): number =>
    membersOf(group, stats).reduce((sum, pid) => {
      const stat = stats.get(pid);
      return sum + (stat?.own ?? 0) + (group.withDescendants ? (stat?.ofEnded ?? 0) : 0);
    }, 0);
  const byGroup = Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, secondsOf(group)]));
  return { at: performance.now(), byGroup, machine: parseMachine(readProc('stat') ?? '') };
}

/** What was spent between two snapshots of the same groups. */
export function cpuBetween(before: CpuSnapshot, after: CpuSnapshot): CpuSpent {
  const byGroup = Object.fromEntries(
    Object.entries(after.byGroup).map(([name, seconds]) => [name, seconds - (before.byGroup[name] ?? 0)]),
  );
  const ours = Object.values(byGroup).reduce((sum, value) => sum + value, 0);
  const seconds = (after.at - before.at) / 1_000;
  return { seconds, byGroup, coresOfOthers: Math.max(0, (after.machine - before.machine - ours) / seconds) };
}

/**
 * Memory of groups in MiB: resident set of a single process; for several that share memory the proportional set, so that
 * what is shared counts once.
 */
export function memoryOf(groups: ProcessGroups): Readonly<Record<string, number>> {
  const stats = allStats();
  const sizeOf = (group: ProcessGroup): number => {
    const [file, field] = group.withDescendants ? ['smaps_rollup', 'Pss'] : ['status', 'VmRSS'];
    return membersOf(group, stats).reduce((sum, pid) => sum + parseSize(readProc(`${pid}/${file}`) ?? '', field), 0);
  };
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [name, Math.round(sizeOf(group) / KIB_PER_MIB)]),
  );
}
