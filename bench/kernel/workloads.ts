import { initialState, type InstanceState, type ProcessDefinition, type Variables } from '../../bpmn/index.js';
import { fanOut, loopByItself, loopWithTask, oneTask, ticket } from './models.js';
import { jobsOf, kernel, playBySteps, playInSession } from './players.js';
import { rounded, time, type Row } from './row.js';

const engine = 'reglament kernel';
const items = (length: number): Variables => ({ items: Array.from({ length }, (_, index) => index) });

/** Every kernel workload, in the order of the benchmark's description. */
export const kernelWorkloads: Readonly<Record<string, () => readonly Row[]>> = {
  'k-one-task': () => [instances('k-one-task', oneTask, {}, 3, 20_000)],
  'k-ticket': () => [instances('k-ticket', ticket, { amount: 500 }, 17, 4_000)],
  'k-fan-out': () => [100, 1_000, 10_000].flatMap((length) => [fanOutInSession(length), ...fanOutBySteps(length)]),
  'k-long-loop': () => [100, 1_000, 10_000].flatMap((rounds) => [loopAlone(rounds), loopWaiting(rounds)]),
  'k-state': () => [stateSizes()],
};

/** Whole instances, one after the other, each input a step of its own. */
function instances(
  workload: string,
  definition: ProcessDefinition,
  variables: Variables,
  elements: number,
  n: number,
): Row {
  const ms = time(() => {
    for (let index = 0; index < n; index += 1) expectEnd(playBySteps(definition, variables));
  }, 5);
  const perSecond = (1_000 * n) / ms.median;
  return { engine, workload, n, ms, perSecond: rounded(perSecond), elementsPerSecond: rounded(perSecond * elements) };
}

function fanOutInSession(length: number): Row {
  const ms = time(() => expectEnd(playInSession(fanOut, items(length))), length < 10_000 ? 15 : 7, 3);
  return { engine, workload: `k-fan-out ${length}`, n: length, ms, ...perItem(ms, length), notes: 'one session' };
}

/** A state of many live instances is opened and saved at each step, so this grows with their number. */
function fanOutBySteps(length: number): Row[] {
  if (length > 1_000) return [];
  const ms = time(() => expectEnd(playBySteps(fanOut, items(length))), 5);
  return [{ engine, workload: `k-fan-out ${length}`, n: length, ms, ...perItem(ms, length), notes: 'a step per item' }];
}

function loopAlone(rounds: number): Row {
  const ms = time(() => expectEnd(playBySteps(loopByItself, { i: 0, n: rounds })), 7, 2);
  return {
    engine,
    workload: `k-long-loop ${rounds}`,
    n: rounds,
    ms,
    ...perItem(ms, rounds),
    notes: 'by itself, one step',
  };
}

function loopWaiting(rounds: number): Row {
  const answer = (index: number): Variables => ({ i: index + 1 });
  const ms = time(() => expectEnd(playBySteps(loopWithTask, { i: 0, n: rounds }, answer)), 7, 2);
  return {
    engine,
    workload: `k-long-loop ${rounds}`,
    n: rounds,
    ms,
    ...perItem(ms, rounds),
    notes: 'a step per round',
  };
}

function stateSizes(): Row {
  const started = (definition: ProcessDefinition, variables: Variables) =>
    kernel.step(definition, initialState, { at: 0, type: 'start', variables });
  let { state, ...result } = started(loopWithTask, { i: 0, n: 1_000 });
  for (let round = 1; round <= 500; round += 1) {
    const [key = 'j0'] = jobsOf(result);
    ({ state, ...result } = kernel.step(loopWithTask, state, {
      at: 0,
      type: 'job.completed',
      key,
      variables: { i: round },
    }));
  }
  const bytes = {
    'one-task started': size(started(oneTask, {}).state),
    'ticket started': size(started(ticket, { amount: 500 }).state),
    'fan-out of 100 started': size(started(fanOut, items(100)).state),
    'loop after 500 rounds': size(state),
  };
  return { engine, workload: 'k-state', n: Object.keys(bytes).length, bytes };
}

function perItem({ median }: { readonly median: number }, items: number): Pick<Row, 'microsecondsPerItem'> {
  return { microsecondsPerItem: rounded((1_000 * median) / items) };
}

function size(state: InstanceState): number {
  return JSON.stringify(state).length;
}

function expectEnd({ status }: InstanceState): void {
  if (status !== 'completed') throw new Error(`the instance is ${status}, not completed`);
}
