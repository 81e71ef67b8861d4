import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rounded, type Figures, type Percentiles } from '../report/figures.js';
import type { HandWrittenCase } from '../workloads/workload.js';

/** Where the hand-written Temporal workflows lie, from the project folder. */
const SOURCES = '../shared/bench/temporal-limit';

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

/** The hand-written workflows of a folder; undefined, with a notice, when their sources are not there. */
export function handWritten(
  root: string,
  folder: string,
  say: (text: string) => void,
): ((cases: readonly HandWrittenCase[], count: number | undefined) => Promise<readonly Figures[]>) | undefined {
  const sources = join(root, SOURCES);
  if (!existsSync(sources)) {
    say(`nothing runs beside: ${SOURCES} is not there`);
    return undefined;
  }
  return async (cases, count) => {
    if (!existsSync(join(folder, 'bundle.js'))) {
      say(`setting up the hand-written workflows in ${folder}`);
      await run(join(sources, 'setup.sh'), [folder], { NO_PG_SERVER: '1' }, say);
    }
    say(`hand-written: ${cases.map(({ name }) => name).join(', ')}`);
    const counts = count === undefined ? {} : { N: String(count), WARM: String(Math.min(count, 50)) };
    const output = await run(
      join(sources, 'run.sh'),
      [folder, cases.map(({ name }) => name).join(',')],
      { SERVER: 'dev', MAX_MS: '120000', ...counts },
      say,
    );
    const lines = output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
    const broken = lines.find(({ error }) => error !== undefined);
    if (broken) throw new Error(`the hand-written ${broken.workload} failed: ${broken.error}`);
    return figuresOf(lines);
  };
}

/** Runs a program and answers the lines it printed. @throws Error when it fails */
async function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  say: (text: string) => void,
): Promise<readonly string[]> {
  const child = spawn('bash', [file, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout.on('data', (piece: Buffer) => (printed += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => say(piece.toString('utf8').trim()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${printed.slice(-500)}`);
  return printed.split('\n');
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
  const stretches = {
    ...(line.startToVisibleMs && { startToVisible: line.startToVisibleMs }),
    ...(line.completeCallMs && { completeCall: line.completeCallMs }),
    ...(line.completeToEndedMs && { completeToEnded: line.completeToEndedMs }),
  };
  return {
    ...named(line),
    workload: line.workload,
    ...(line.concurrency !== undefined && { concurrency: line.concurrency }),
    n: line.n ?? 0,
    ...(line.perSecond !== undefined && { perSecond: line.perSecond }),
    ...(line.latencyMs && { latencyMs: line.latencyMs }),
    ...(Object.keys(stretches).length > 0 && { stretchesMs: stretches }),
    ...(line.kill9ToFirstOneTaskS !== undefined && { seconds: { restartToFirstOneTask: line.kill9ToFirstOneTaskS } }),
    ...(cpuPer1000 && {
      cpuSecondsPer1000: rounded(SERVING.reduce((sum, name) => sum + (cpuPer1000[name] ?? 0), 0)),
      cpuPer1000,
    }),
    ...(line.rssMiB && { rssMiB: renamed(line.rssMiB) }),
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
  engine: 'temporal-hand-written',
  version: line?.version ?? '',
});

const renamed = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const ours = GROUPS[name];
      return ours === undefined ? [] : [[ours, value] as const];
    }),
  );
