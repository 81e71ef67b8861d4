import { rounded, type Figures } from './figures.js';

/** One figure of two contenders in the same sitting. */
export interface Ratio {
  readonly workload: string;
  readonly concurrency?: number;
  readonly figure: string;
  readonly better: 'more' | 'less';
  /** The two engines: `ours` is a figure of the first, `theirs` of the second. */
  readonly engines: readonly [string, string];
  readonly ours: number;
  readonly theirs: number;
  /** Ours divided by theirs. */
  readonly ratio: number;
}

/** The figures of a measurement that are compared, in the order of the table. */
type Compared = readonly [figure: string, better: Ratio['better'], value: number | undefined];

const STRETCHES: Readonly<Record<string, string>> = {
  startCall: 'start call',
  startToVisible: 'start to task visible',
  completeCall: 'completion call',
  completeToEnded: 'completion to ended',
};

const SECONDS: Readonly<Record<string, string>> = {
  untilTimersArmed: 'until timers are armed',
  restartToFirstOneTask: 'restart to first one-task',
  cold: 'cold start to first one-task',
  second: 'second start to first one-task',
};

/** Compares the measurements of two contenders: a row for each figure that both have. */
export function ratiosOf(ours: readonly Figures[], theirs: readonly Figures[]): readonly Ratio[] {
  return ours.flatMap((figures) => {
    const other = theirs.find(
      ({ workload, concurrency }) => workload === figures.workload && concurrency === figures.concurrency,
    );
    return other === undefined ? [] : rowsOf(figures, other);
  });
}

function rowsOf(ours: Figures, theirs: Figures): readonly Ratio[] {
  const values = new Map(comparedOf(theirs).map(([figure, , value]) => [figure, value]));
  const { workload, concurrency } = ours;
  return comparedOf(ours).flatMap(([figure, better, value]) => {
    const other = values.get(figure);
    if (value === undefined || other === undefined || other === 0) return [];
    const row = { workload, ...(concurrency !== undefined && { concurrency }), figure, better };
    const engines = [ours.engine, theirs.engine] as const;
    return [{ ...row, engines, ours: rounded(value), theirs: rounded(other), ratio: rounded(value / other) }];
  });
}

function comparedOf(figures: Figures): readonly Compared[] {
  const { concurrency, perSecond, latencyMs, stretchesMs, probeMs, seconds, history } = figures;
  return [
    ['a second', 'more', perSecond],
    // With more in flight this is the throughput once more: the loop is closed.
    ['start to end, p50 ms', 'less', concurrency === 1 ? latencyMs?.p50 : undefined],
    ...Object.entries(stretchesMs ?? {}).map(([name, { p50 }]): Compared => [
      `${STRETCHES[name] ?? name}, p50 ms`,
      'less',
      p50,
    ]),
    ['probe, p50 ms', 'less', probeMs?.p50],
    ['probe, p99 ms', 'less', probeMs?.p99],
    ['probe, max ms', 'less', probeMs?.max],
    ...Object.entries(seconds ?? {}).map(([name, value]): Compared => [`${SECONDS[name] ?? name}, s`, 'less', value]),
    ['CPU seconds per 1,000', 'less', figures.cpuSecondsPer1000],
    ['memory, MiB', 'less', figures.servingMiB],
    ['events of Temporal', 'less', history?.events],
  ];
}

const HEAD = ['workload', 'in flight', 'figure'];

/** The rows against one other contender, as a table for people. */
export function ratioTable(rows: readonly Ratio[]): string {
  const [first] = rows;
  if (first === undefined) return 'nothing to compare';
  const cells = rows.map(({ workload, concurrency, figure, ours, theirs, ratio, better }) => [
    workload,
    concurrency === undefined ? '' : String(concurrency),
    figure,
    ...[ours, theirs, ratio].map(String),
    better,
  ]);
  const [our, their] = first.engines;
  const lines = [[...HEAD, our, their, 'ratio', 'better'], ...cells];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column === 1 || (column > 2 && column < 6);
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
