import { readdirSync, readFileSync } from 'node:fs';

/** Kernel ticks a second (`getconf CLK_TCK`): 100 on every Linux of today. */
const TICKS = 100;
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

interface ProcessStat {
  readonly parent: number;
  /** Seconds of the process itself, all threads. */
  readonly own: number;
  /** Seconds of children that have ended and were waited for. */
  readonly ofEnded: number;
}

/** Fields of `/proc/PID/stat` (proc(5)); undefined when the process is gone. */
function statOf(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (index: number): number => Number(fields[index]) / TICKS;
  return { parent: Number(fields[1]), own: seconds(11) + seconds(12), ofEnded: seconds(13) + seconds(14) };
}

function allStats(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) stats.set(Number(name), stat);
  }
  return stats;
}

function membersOf({ pid, withDescendants }: ProcessGroup, stats: ReadonlyMap<number, ProcessStat>): number[] {
  const members = [pid];
  if (!withDescendants) return members;
  for (let index = 0; index < members.length; index += 1) {
    for (const [child, { parent }] of stats) if (parent === members[index]) members.push(child);
  }
  return members;
}

/** Busy time of the whole machine: user, nice, system, interrupts. */
function machineSeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] as string
  )
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS;
}

/** Reads the processor time of groups. */
export function cpuSnapshot(groups: ProcessGroups): CpuSnapshot {
  const stats = allStats();
  const secondsOf = (group: ProcessGroup): number =>
    membersOf(group, stats).reduce((sum, pid) => {
      const stat = stats.get(pid);
      return sum + (stat?.own ?? 0) + (group.withDescendants ? (stat?.ofEnded ?? 0) : 0);
    }, 0);
  const byGroup = Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, secondsOf(group)]));
  return { at: performance.now(), byGroup, machine: machineSeconds() };
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
    return membersOf(group, stats).reduce((sum, pid) => sum + fieldOf(pid, file, field), 0);
  };
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [name, Math.round(sizeOf(group) / KIB_PER_MIB)]),
  );
}

function fieldOf(pid: number, file: string, field: string): number {
  try {
    const match = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    return Number(match?.[1] ?? 0);
  } catch {
    return 0;
  }
}
