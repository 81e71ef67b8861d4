/** The type of every job of the workloads. */
export const JOB_TYPE = 'work';
/** Jobs of one `ticket`. */
const TICKET_JOBS = 10;
/** Element completions of one `ticket`: start, ten tasks, five gateways, end. */
export const TICKET_COMPLETIONS = 17;
/** Items of one `fan-out`. */
const FAN_OUT_ITEMS = 100;

const service = (id: string, loop = ''): string =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${JOB_TYPE}"/></bpmn:extensionElements>${loop}</bpmn:serviceTask>`;

const flow = (from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;

const duration = (value: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${value}</bpmn:timeDuration></bpmn:timerEventDefinition>`;

const START = '<bpmn:startEvent id="start"/>';
const END = '<bpmn:endEvent id="end"/>';

const diagram = (processId: string, ...content: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:bench">
  <bpmn:process id="${processId}" isExecutable="true">
    ${content.join('\n    ')}
  </bpmn:process>
</bpmn:definitions>`;

/** start → one activity → end. */
const row = (processId: string, activity: string, id: string): string =>
  diagram(processId, START, activity, END, flow('start', id), flow(id, 'end'));

/**
 * Ten service tasks in a row; after each odd one a gateway that goes on when `amount` is large and else ends declined, on
 * each even one an interrupting timer of a day.
 */
function ticket(): string {
  const content = [START, END, '<bpmn:endEvent id="declined"/>', '<bpmn:endEvent id="late"/>'];
  let from = 'start';
  let condition = '';
  for (let number = 1; number <= TICKET_JOBS; number += 1) {
    const task = `task${number}`;
    content.push(service(task), flow(from, task, condition));
    from = task;
    condition = '';
    if (number % 2 === 1) {
      const gateway = `gateway${number}`;
      content.push(`<bpmn:exclusiveGateway id="${gateway}" default="${gateway}-declined"/>`);
      content.push(flow(task, gateway), flow(gateway, 'declined'));
      from = gateway;
      condition = '=amount &gt; 100';
    } else {
      content.push(
        `<bpmn:boundaryEvent id="day${number}" attachedToRef="${task}">${duration('P1D')}</bpmn:boundaryEvent>`,
      );
      content.push(flow(`day${number}`, 'late'));
    }
  }
  return diagram('ticket', ...content, flow(from, 'end'));
}

const forEachItem = (sequential = ''): string =>
  `<bpmn:multiInstanceLoopCharacteristics${sequential}><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
const userTask = `<bpmn:userTask id="decide"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`;
const month = `<bpmn:intermediateCatchEvent id="month">${duration('P30D')}</bpmn:intermediateCatchEvent>`;

const script = (id: string, expression: string, variable: string): string =>
  `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="${expression}" resultVariable="${variable}"/></bpmn:extensionElements></bpmn:scriptTask>`;

/** A loop that runs by itself, without waiting for anything. */
const longLoop = diagram(
  'long-loop',
  START,
  '<bpmn:exclusiveGateway id="merge"/>',
  script('round', '=i + 1', 'i'),
  '<bpmn:exclusiveGateway id="again" default="again-end"/>',
  END,
  flow('start', 'merge'),
  flow('merge', 'round'),
  flow('round', 'again'),
  flow('again', 'merge', '=i &lt; n'),
  flow('again', 'end'),
);

/** Half of the state comes with the start, the other half is a copy; then jobs one after the other. */
const largeState = diagram(
  'large-state',
  START,
  script('copy', '=first', 'second'),
  service('do', forEachItem(' isSequential="true"')),
  END,
  flow('start', 'copy'),
  flow('copy', 'do'),
  flow('do', 'end'),
);

/** The diagrams of the workloads by process id. */
export const diagrams = {
  'one-task': row('one-task', service('do'), 'do'),
  ticket: ticket(),
  'user-task': row('user-task', userTask, 'decide'),
  'fan-out': row('fan-out', service('do', forEachItem()), 'do'),
  timers: row('timers', month, 'month'),
  'long-loop': longLoop,
  'large-state': largeState,
} as const;

export type ProcessId = keyof typeof diagrams;

const numbers = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/** Variables for a `fan-out` over so many items. */
export const itemsOf = (items: number): Readonly<Record<string, unknown>> => ({ items: numbers(items) });

/** Commands of the kernel for each round of `long-loop`, and for what comes before and after. */
const COMMANDS_PER_ROUND = 6;
const COMMANDS_AROUND = 3;

/** Variables for a `long-loop` that takes so many commands of the kernel, or a few less. */
export const roundsFor = (commands: number): Readonly<Record<string, unknown>> => ({
  i: 0,
  n: Math.floor((commands - COMMANDS_AROUND) / COMMANDS_PER_ROUND),
});

/** Variables for a `large-state` whose state is so many bytes of JSON, records as in an order with many lines. */
export function stateOf(bytes: number, jobs: number): Readonly<Record<string, unknown>> {
  const record = (number: number) => ({
    number: 1_000_000 + number,
    name: `Item number ${1_000_000 + number}`,
    price: 12.5,
  });
  const size = JSON.stringify(record(0)).length + 1;
  return { first: numbers(Math.ceil(bytes / 2 / size)).map(record), items: numbers(jobs) };
}

/** The variables that instances of a process are started with. */
export const startVariables: Readonly<Record<ProcessId, Readonly<Record<string, unknown>>>> = {
  'one-task': {},
  ticket: { amount: 150 },
  'user-task': {},
  'fan-out': itemsOf(FAN_OUT_ITEMS),
  timers: {},
  'long-loop': roundsFor(100_000),
  'large-state': stateOf(5_000_000, 20),
};
