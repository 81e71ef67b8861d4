// What files under /proc say (proc(5)); pure: the reading is in `processes.ts`.

/** Kernel ticks a second (`getconf CLK_TCK`): 100 on every Linux of today. */
const TICKS = 100;

/** What `/proc/PID/stat` says of a process. */
export interface ProcessStat {
  readonly parent: number;
  /** Processor seconds of the process itself, all threads. */
  readonly own: number;
  /** Processor seconds of children that have ended and were waited for. */
  readonly ofEnded: number;
}

/** Reads `/proc/PID/stat`. The name is in brackets and may itself hold spaces and brackets. */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (index: number): number => Number(fields[index]) / TICKS;
  return { parent: Number(fields[1]), own: seconds(11) + seconds(12), ofEnded: seconds(13) + seconds(14) };
}

/** Busy seconds of all processors, from `/proc/stat`: user, nice, system, interrupts; not idle, not waiting for a disk. */
export function parseMachine(text: string): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (text.split('\n', 1)[0] ?? '')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS;
}

/** A size in KiB from `/proc/PID/status` or `/proc/PID/smaps_rollup`; 0 when the field is not there. */
export function parseSize(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

/** A process and everything that descends from it. */
export function withDescendants(pid: number, stats: ReadonlyMap<number, ProcessStat>): number[] {
  const members = [pid];
  for (let index = 0; index < members.length; index += 1) {
    for (const [child, { parent }] of stats) if (parent === members[index]) members.push(child);
  }
  return members;
}
