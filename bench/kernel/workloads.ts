import { readDiagram } from '../../bpmn/deploy.js';
import { initialState, type InstanceState, type ProcessDefinition, type Variables } from '../../bpmn/index.js';
import { parseXml } from '../../bpmn/read/xml.js';
import { diagramOf100 } from './diagram.js';
import { fanOut, loopByItself, loopWithTask, oneTask, ticket } from './models.js';
import { jobsOf, kernel, playBySteps, playInSession } from './players.js';
import { rounded, time, type Row, type Timing } from './row.js';

const engine = 'reglament kernel';
const items = (length: number): Variables => ({ items: Array.from({ length }, (_, index) => index) });

/** Every kernel workload, in the order of the benchmark's description. In memory, the caller answers at once. */
export const kernelWorkloads: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  'k-one-task': async () => [await instances('k-one-task', oneTask, {}, 3, 20_000)],
  'k-ticket': async () => [await instances('k-ticket', ticket, { amount: 500 }, 17, 4_000)],
  'k-fan-out': async () => [
    await fanOutInSession(100),
    await fanOutInSession(1_000),
    await fanOutInSession(10_000),
    await fanOutBySteps(100),
    await fanOutBySteps(1_000),
  ],
  'k-long-loop': () =>
    each([100, 1_000, 10_000], async (rounds) => [await loopAlone(rounds), await loopWaiting(rounds)]),
  'k-state': () => Promise.resolve([stateSizes()]),
  'k-parse': () => each([true, false], async (drawn) => [await parse(drawn), await floorOfParsing(drawn)]),
};

/** Whole instances, one after the other; each input is a step of its own, with a whole state in and out. */
async function instances(
  workload: string,
  definition: ProcessDefinition,
  variables: Variables,
  elements: number,
  n: number,
): Promise<Row> {
  const timing = await time(() => {
    for (let index = 0; index < n; index += 1) expectEnd(playBySteps(definition, variables));
  }, 5);
  const perSecond = (1_000 * n) / timing.median;
  const rates = { perSecond: rounded(perSecond), elementsPerSecond: rounded(perSecond * elements) };
  return { engine, workload, n, ...figures(timing, n), ...rates };
}

async function fanOutInSession(length: number): Promise<Row> {
  const timing = await time(() => expectEnd(playInSession(fanOut, items(length))), length < 10_000 ? 15 : 7, 5);
  return { engine, workload: `k-fan-out ${length}`, n: length, ...figures(timing, length), notes: 'one session' };
}

/** A state of many live instances is opened and saved at each step, so this grows with their number. */
async function fanOutBySteps(length: number): Promise<Row> {
  const timing = await time(() => expectEnd(playBySteps(fanOut, items(length))), 5);
  return { engine, workload: `k-fan-out ${length}`, n: length, ...figures(timing, length), notes: 'a step per item' };
}

async function loopAlone(n: number): Promise<Row> {
  const timing = await time(() => expectEnd(playBySteps(loopByItself, { i: 0, n })), 7);
  return { engine, workload: `k-long-loop ${n}`, n, ...figures(timing, n), notes: 'by itself, one step' };
}

async function loopWaiting(n: number): Promise<Row> {
  const answer = (index: number): Variables => ({ i: index + 1 });
  const timing = await time(() => expectEnd(playBySteps(loopWithTask, { i: 0, n }, answer)), 7);
  return { engine, workload: `k-long-loop ${n}`, n, ...figures(timing, n), notes: 'a step per round' };
}

function stateSizes(): Row {
  const started = (definition: ProcessDefinition, variables: Variables) =>
    kernel.step(definition, initialState, { at: 0, type: 'start', variables });
  let { state, ...result } = started(loopWithTask, { i: 0, n: 1_000 });
  for (let round = 1; round <= 500; round += 1) {
    const [key = 'j0'] = jobsOf(result);
    const input = { at: 0, type: 'job.completed', key, variables: { i: round } } as const;
    ({ state, ...result } = kernel.step(loopWithTask, state, input));
  }
  const bytes = {
    'one-task started': size(started(oneTask, {}).state),
    'ticket started': size(started(ticket, { amount: 500 }).state),
    'fan-out of 100 started': size(started(fanOut, items(100)).state),
    'loop after 500 rounds': size(state),
  };
  return { engine, workload: 'k-state', n: Object.keys(bytes).length, bytes };
}

/** Read, compile and check, as at deployment. */
async function parse(drawn: boolean): Promise<Row> {
  const xml = diagramOf100(drawn);
  const timing = await time(
    async () => {
      const { processes, findings } = await readDiagram(xml);
      if (processes.length !== 1) throw new Error(`the diagram is refused: ${findings[0]?.message ?? ''}`);
    },
    25,
    10,
  );
  return { engine, workload: 'k-parse', n: 1, ...figures(timing, 1), notes: drawing(drawn) };
}

/** What bpmn-moddle alone costs, with the extensions it has to know: the floor of reading. */
async function floorOfParsing(drawn: boolean): Promise<Row> {
  const xml = diagramOf100(drawn);
  const timing = await time(async () => void (await parseXml(xml)), 25, 10);
  return { engine: 'bpmn-moddle', workload: 'k-parse', n: 1, ...figures(timing, 1), notes: drawing(drawn) };
}

function drawing(drawn: boolean): string {
  return drawn ? '100 elements, drawn' : '100 elements, without drawing';
}

function figures(
  { median, best, cpu }: Timing,
  n: number,
): Pick<Row, 'ms' | 'microsecondsPerItem' | 'cpuSecondsPer1000'> {
  return {
    ms: { median, best },
    microsecondsPerItem: rounded((1_000 * median) / n),
    cpuSecondsPer1000: rounded(cpu / n),
  };
}

async function each<T>(values: readonly T[], measure: (value: T) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const value of values) rows.push(...(await measure(value)));
  return rows;
}

function size(state: InstanceState): number {
  return JSON.stringify(state).length;
}

function expectEnd({ status }: InstanceState): void {
  if (status !== 'completed') throw new Error(`the instance is ${status}, not completed`);
}
