import { rounded, type Comparison, type Figures } from '../report/figures.js';

/** Events and workflow tasks of the hand-written «job by pull, outside worker and signal», counted once by hand. */
const HAND_WRITTEN_HISTORY = { events: 11, workflowTasks: 2 };

/** Ours divided by theirs, for each of our figures that something of theirs stands beside. */
export function comparisons(ours: readonly Figures[], theirs: readonly Figures[]): readonly Comparison[] {
  return ours.flatMap((figures) => {
    const other = theirs.find(
      ({ workload, concurrency }) => workload === figures.workload && concurrency === figures.concurrency,
    );
    return other === undefined ? [] : [compare(figures, other)];
  });
}

function compare(ours: Figures, theirs: Figures): Comparison {
  const pairs: [string, number | undefined, number | undefined][] = [
    ['perSecond', ours.perSecond, theirs.perSecond],
    ['latency p50', ours.latencyMs?.p50, theirs.latencyMs?.p50],
    ['latency p95', ours.latencyMs?.p95, theirs.latencyMs?.p95],
    ['cpu serving', ours.cpuSecondsPer1000, theirs.cpuSecondsPer1000],
    ['cpu of all', sumOf(ours.cpuPer1000), sumOf(theirs.cpuPer1000)],
    ...Object.entries(ours.stretchesMs ?? {}).map(([name, { p50 }]): [string, number, number | undefined] => [
      `${name} p50`,
      p50,
      theirs.stretchesMs?.[name]?.p50,
    ]),
    ...Object.entries(ours.seconds ?? {}).map(([name, seconds]): [string, number, number | undefined] => [
      name,
      seconds,
      theirs.seconds?.[name],
    ]),
  ];
  const ratios = Object.fromEntries(
    pairs.flatMap(([name, a, b]) => (a === undefined || b === undefined || b === 0 ? [] : [[name, rounded(a / b)]])),
  );
  return {
    workload: ours.workload,
    ...(ours.concurrency !== undefined && { concurrency: ours.concurrency }),
    compared: ours.engine,
    with: theirs.engine,
    ratios,
  };
}

/** What Temporal's history holds of a `one-task`, beside the hand-written workflow. */
export function historyComparison({ workload, engine, history }: Figures): readonly Comparison[] {
  if (workload !== 'one-task' || history === undefined) return [];
  const { events, workflowTasks } = history;
  return [
    {
      workload: 'history',
      compared: engine,
      with: 'hand-written, job by pull and signal',
      ratios: {
        events: rounded(events / HAND_WRITTEN_HISTORY.events),
        workflowTasks: rounded(workflowTasks / HAND_WRITTEN_HISTORY.workflowTasks),
      },
    },
  ];
}

const sumOf = (values: Readonly<Record<string, number>> | undefined): number | undefined =>
  values && Object.values(values).reduce((sum, value) => sum + value, 0);
