import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from '../arguments.js';
import type { Contender } from '../contender.js';
import { makeBuildFolder } from '../peer/build-folder.js';
import { rounded, type Figures, type Percentiles } from '../report/figures.js';
import { sumOf } from '../measure/shares.js';
import { runProgram } from '../run-program.js';
import { loadsOf } from '../workloads/loads.js';

const ENGINE = 'temporal-hand-written';
const WARM_UP_AT_MOST = 50;

/** A line that their driver prints; only what is compared. */
interface Line {
  readonly workload: string;
  readonly version?: string;
  readonly variant?: string;
  readonly concurrency?: number;
  readonly n?: number;
  readonly perSecond?: number;
  readonly latencyMs?: Percentiles;
  readonly cpuPer1000?: Readonly<Record<string, number>>;
  readonly rssMiB?: Readonly<Record<string, number>>;
  readonly rssAfter?: Readonly<Record<string, number>>;
  readonly startToVisibleMs?: Percentiles;
  readonly completeCallMs?: Percentiles;
  readonly completeToEndedMs?: Percentiles;
  readonly events?: number;
  readonly historyBytes?: number;
  readonly kill9ToFirstOneTaskS?: number;
  readonly fresh?: boolean;
  readonly ms?: Readonly<Record<string, number>>;
  readonly error?: string;
}

/** Their process groups by our names; what the machine did is not a group. */
const GROUPS: Readonly<Record<string, string>> = {
  server: 'temporal',
  postgres: 'postgres',
  worker: 'worker',
  jobWorker: 'jobWorker',
  driver: 'load',
};
const SERVING = ['temporal', 'postgres', 'worker'];

/** Their workloads that are called otherwise here, and what ours have in flight. */
const OUR_NAMES: Readonly<Record<string, readonly [string, number]>> = { idle: ['timers', 20] };

/** Whether a folder holds hand-written Temporal workflows and their driver. */
export const isHandWritten = (folder: string): boolean =>
  ['setup.sh', 'run.sh', 'driver/workflows.js'].every((file) => existsSync(join(folder, file)));

/** The cases of their driver that do the same as our workloads. */
function casesOf(workload: string, limits: Limits): readonly string[] {
  switch (workload) {
    case 'one-task':
      return loadsOf('one-task', limits).map(({ concurrency }) => `one-task:pullSignal:${concurrency}`);
    case 'ticket':
      return loadsOf('ticket', limits).map(({ concurrency }) => `ticket:local:${concurrency}`);
    case 'user-task':
      return ['user-task:signal'];
    case 'fan-out':
      return ['fan-out:local'];
    case 'timers':
      return loadsOf('timers', limits).map(({ count }) => `idle:local:${count}`);
    case 'startup':
      return ['startup'];
    default:
      return [];
  }
}

/** Hand-written Temporal workflows that do the same as our diagrams, driven by the scripts of their folder. */
export function handWritten(root: string, folder: string, limits: Limits, say: (text: string) => void): Contender {
  const build = makeBuildFolder(root, ENGINE);
  const { instances } = limits;
  const counts =
    instances === undefined ? {} : { N: String(instances), WARM: String(Math.min(instances, WARM_UP_AT_MOST)) };
  return {
    engine: ENGINE,
    async prepare() {
      if (existsSync(join(build, 'bundle.js'))) return;
      say(`setting up the hand-written workflows in ${build}`);
      await runProgram('bash', [join(folder, 'setup.sh'), build], { env: { NO_PG_SERVER: '1' }, say });
    },
    measure(workload) {
      const cases = casesOf(workload, limits);
      if (cases.length === 0) return undefined;
      say(`${ENGINE}: ${cases.join(', ')}`);
      return (async () => {
        const env = { SERVER: 'dev', MAX_MS: String(limits.seconds * 1_000), ...counts };
        const output = await runProgram('bash', [join(folder, 'run.sh'), build, cases.join(',')], { env, say });
        const lines = output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
        const broken = lines.find(({ error }) => error !== undefined);
        if (broken) throw new Error(`the hand-written ${broken.workload} failed: ${broken.error}`);
        return figuresOf(lines);
      })();
    },
  };
}

/** Translates their lines; the two starts of `startup` are one measurement of ours. */
export function figuresOf(lines: readonly Line[]): readonly Figures[] {
  const starts = lines.filter(({ workload }) => workload === 'startup');
  const others = lines.filter(({ workload, perSecond, startToVisibleMs }) => {
    return workload !== 'startup' && (perSecond !== undefined || startToVisibleMs !== undefined);
  });
  return [...others.map(figureOf), ...(starts.length === 0 ? [] : [startupOf(starts)])];
}

function figureOf(line: Line): Figures {
  const cpuPer1000 = line.cpuPer1000 && renamed(line.cpuPer1000);
  const memory = line.rssMiB ?? line.rssAfter;
  const rssMiB = memory && renamed(memory);
  const stretches = {
    ...(line.startToVisibleMs && { startToVisible: line.startToVisibleMs }),
    ...(line.completeCallMs && { completeCall: line.completeCallMs }),
    ...(line.completeToEndedMs && { completeToEnded: line.completeToEndedMs }),
  };
  const [workload, concurrency] = OUR_NAMES[line.workload] ?? [line.workload, line.concurrency];
  return {
    ...named(line),
    workload,
    ...(concurrency !== undefined && { concurrency }),
    n: line.n ?? 0,
    ...(line.perSecond !== undefined && { perSecond: line.perSecond }),
    ...(line.latencyMs && { latencyMs: line.latencyMs }),
    ...(Object.keys(stretches).length > 0 && { stretchesMs: stretches }),
    ...(line.kill9ToFirstOneTaskS !== undefined && { seconds: { restartToFirstOneTask: line.kill9ToFirstOneTaskS } }),
    ...(cpuPer1000 && {
      cpuSecondsPer1000: rounded(sumOf(cpuPer1000, SERVING)),
      cpuPer1000,
    }),
    ...(rssMiB && { rssMiB, servingMiB: sumOf(rssMiB, SERVING) }),
    ...(line.events !== undefined && {
      history: { events: line.events, ...(line.historyBytes !== undefined && { bytes: line.historyBytes }) },
    }),
    notes: `${line.variant ?? ''}; Postgres fsync on, Temporal SQLite WAL, synchronous normal`,
  };
}

function startupOf(lines: readonly Line[]): Figures {
  const seconds = (fresh: boolean): number =>
    rounded((lines.find((line) => line.fresh === fresh)?.ms?.['firstOneTask'] ?? 0) / 1_000);
  return {
    ...named(lines[0]),
    workload: 'startup',
    n: lines.length,
    seconds: { cold: seconds(true), second: seconds(false) },
    notes: 'workflow bundle made before',
  };
}

const named = (line: Line | undefined): { engine: string; version: string } => ({
  engine: ENGINE,
  version: line?.version ?? '',
});

const renamed = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const ours = GROUPS[name];
      return ours === undefined ? [] : [[ours, value] as const];
    }),
  );
