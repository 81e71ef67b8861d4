/** Small words for writing a diagram: what is between them is BPMN 2.0 XML without a drawing. */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Name and value of attributes; those that are undefined are left out. */
const attributes = (all: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(all)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`))
    .join('');

const node = (type: string, id: string, content = '', more: Readonly<Record<string, string | undefined>> = {}) =>
  `<bpmn:${type}${attributes({ id, ...more })}>${content}</bpmn:${type}>`;

const extensions = (...content: readonly string[]): string => {
  const text = content.join('');
  return text && `<bpmn:extensionElements>${text}</bpmn:extensionElements>`;
};

/** What activities may have besides their work. */
export interface Options {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly multi?: Loop;
}

export interface Loop {
  readonly items: string;
  readonly element?: string;
  readonly sequential?: boolean;
  readonly results?: string;
  readonly result?: string;
  readonly until?: string;
}

const mappings = ({ inputs = {}, outputs = {} }: Options): string => {
  const one =
    (kind: string) =>
    ([target, source]: [string, string]): string =>
      `<zeebe:${kind}${attributes({ source, target })}/>`;
  const all = [...Object.entries(inputs).map(one('input')), ...Object.entries(outputs).map(one('output'))].join('');
  return all && `<zeebe:ioMapping>${all}</zeebe:ioMapping>`;
};

const loop = ({ multi }: Options): string => {
  if (multi === undefined) return '';
  const characteristics = attributes({
    inputCollection: multi.items,
    inputElement: multi.element ?? 'item',
    outputCollection: multi.results,
    outputElement: multi.result,
  });
  const until =
    multi.until === undefined ? '' : `<bpmn:completionCondition>${escaped(multi.until)}</bpmn:completionCondition>`;
  const sequential = multi.sequential ? ' isSequential="true"' : '';
  return `<bpmn:multiInstanceLoopCharacteristics${sequential}>${extensions(`<zeebe:loopCharacteristics${characteristics}/>`)}${until}</bpmn:multiInstanceLoopCharacteristics>`;
};

const activity = (type: string, id: string, work: string, options: Options, inside = ''): string =>
  node(type, id, `${extensions(work, mappings(options))}${inside}${loop(options)}`);

const job = (type: string): string => `<zeebe:taskDefinition${attributes({ type })}/>`;

export const start = (id = 'start'): string => node('startEvent', id);
export const end = (id = 'end'): string => node('endEvent', id);
export const pass = (id: string): string => node('task', id);
export const manual = (id: string): string => node('manualTask', id);
export const exclusive = (id: string): string => node('exclusiveGateway', id);
export const parallel = (id: string): string => node('parallelGateway', id);
export const inclusive = (id: string): string => node('inclusiveGateway', id);
export const eventBased = (id: string): string => node('eventBasedGateway', id);

/** A job for an outside worker. */
export const service = (id: string, type: string, options: Options = {}): string =>
  activity('serviceTask', id, job(type), options);
export const send = (id: string, type: string): string => activity('sendTask', id, job(type), {});
export const messageThrow = (id: string, type: string): string =>
  node('intermediateThrowEvent', id, `${extensions(job(type))}<bpmn:messageEventDefinition/>`);
export const script = (id: string, expression: string, resultVariable: string): string =>
  activity('scriptTask', id, `<zeebe:script${attributes({ expression, resultVariable })}/>`, {});

/** A Temporal activity of a worker of somebody else. */
export const robot = (
  id: string,
  work: { readonly taskQueue: string; readonly activity: string; readonly retries: string },
  options: Options = {},
): string =>
  activity(
    'serviceTask',
    id,
    `<reglament:temporalActivity${attributes({ timeout: 'PT1H', ...work })}/><zeebe:taskHeaders><zeebe:header key="tone" value="friendly"/></zeebe:taskHeaders>`,
    options,
  );

export interface TaskOptions extends Options {
  readonly assignee?: string;
  readonly groups?: string;
  readonly users?: string;
  readonly due?: string;
  readonly followUp?: string;
  readonly priority?: string;
  readonly formId?: string;
  readonly formKey?: string;
}

export const user = (id: string, options: TaskOptions = {}): string => {
  const { assignee, groups, users, due, followUp, priority, formId, formKey } = options;
  const element = (name: string, all: Readonly<Record<string, string | undefined>>): string =>
    Object.values(all).every((value) => value === undefined) ? '' : `<zeebe:${name}${attributes(all)}/>`;
  return activity(
    'userTask',
    id,
    [
      '<zeebe:userTask/>',
      element('assignmentDefinition', { assignee, candidateGroups: groups, candidateUsers: users }),
      element('taskSchedule', { dueDate: due, followUpDate: followUp }),
      element('priorityDefinition', { priority }),
      element('formDefinition', { formId, formKey }),
    ].join(''),
    options,
  );
};

export const call = (id: string, processId: string, options: Options & { readonly propagate?: boolean } = {}): string =>
  activity(
    'callActivity',
    id,
    `<zeebe:calledElement${attributes({ processId, propagateAllChildVariables: String(options.propagate ?? true) })}/>`,
    options,
  );

/** What an event waits for. */
export type Trigger =
  | { readonly message: string }
  | { readonly error: string }
  | {
      readonly timer: 'date' | 'duration' | 'cycle';
      readonly value: string;
      readonly calendar?: string;
      readonly unit?: string;
    };

const timerElements = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' } as const;

function definitionOf(trigger: Trigger): string {
  if ('message' in trigger) return `<bpmn:messageEventDefinition messageRef="message-${trigger.message}"/>`;
  if ('error' in trigger) return `<bpmn:errorEventDefinition errorRef="error-${trigger.error}"/>`;
  const { timer, value, calendar, unit } = trigger;
  const about = attributes({ 'reglament:calendar': calendar, 'reglament:unit': unit });
  const element = timerElements[timer];
  return `<bpmn:timerEventDefinition${about}><bpmn:${element}>${escaped(value)}</bpmn:${element}></bpmn:timerEventDefinition>`;
}

export const duration = (value: string): Trigger => ({ timer: 'duration', value });

export const startOn = (id: string, trigger: Trigger, more: Readonly<Record<string, string>> = {}): string =>
  node('startEvent', id, definitionOf(trigger), more);
export const caught = (id: string, trigger: Trigger): string =>
  node('intermediateCatchEvent', id, definitionOf(trigger));
export const receive = (id: string, message: string): string =>
  node('receiveTask', id, '', { messageRef: `message-${message}` });
/** `aside`: it does not interrupt its host. */
export const boundary = (id: string, host: string, trigger: Trigger, aside = false): string =>
  node('boundaryEvent', id, definitionOf(trigger), {
    attachedToRef: host,
    cancelActivity: aside ? 'false' : undefined,
  });

export const linkThrow = (id: string, name: string): string =>
  node('intermediateThrowEvent', id, `<bpmn:linkEventDefinition${attributes({ id: `${id}-link`, name })}/>`);
export const linkCatch = (id: string, name: string): string =>
  node('intermediateCatchEvent', id, `<bpmn:linkEventDefinition${attributes({ id: `${id}-link`, name })}/>`);

/** Elements, and flows between them: `a -> b -> c`, `x -> y [=amount > 100]`. */
const content = (elements: readonly string[], flows: readonly string[]): string =>
  [...elements, ...flows.flatMap(sequence)].join('\n    ');

function sequence(text: string): string[] {
  const [, path = '', condition] = /^(.*?)(?: \[(.*)\])?$/s.exec(text) ?? [];
  const places = path.split(' -> ');
  return places.slice(1).map((targetRef, i) => {
    const sourceRef = places[i] as string;
    const last = i === places.length - 2;
    const when = last && condition ? `<bpmn:conditionExpression>${escaped(condition)}</bpmn:conditionExpression>` : '';
    return node('sequenceFlow', `${sourceRef}-${targetRef}`, when, { sourceRef, targetRef });
  });
}

export const sub = (
  id: string,
  elements: readonly string[],
  flows: readonly string[],
  options: Options & { readonly byEvent?: boolean } = {},
): string => {
  const inside = `${extensions(mappings(options))}${content(elements, flows)}${loop(options)}`;
  return node('subProcess', id, inside, { triggeredByEvent: options.byEvent ? 'true' : undefined });
};

export interface Process {
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  /** Correlation keys by message; empty: it starts the process. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly errors?: readonly string[];
  readonly name?: string;
  /** JSON of a form that lies in the diagram under this id. */
  readonly form?: { readonly id: string; readonly schema: object };
}

/** A diagram with one process. */
export function diagram(processId: string, process: Process): string {
  const { elements, flows, messages = {}, errors = [], name, form } = process;
  const declared = [
    ...Object.entries(messages).map(([message, correlationKey]) =>
      node(
        'message',
        `message-${message}`,
        correlationKey && extensions(`<zeebe:subscription${attributes({ correlationKey })}/>`),
        { name: message },
      ),
    ),
    ...errors.map((errorCode) => node('error', `error-${errorCode}`, '', { name: errorCode, errorCode })),
  ];
  const own =
    form === undefined
      ? ''
      : extensions(`<zeebe:userTaskForm id="${form.id}">${escaped(JSON.stringify(form.schema))}</zeebe:userTaskForm>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" id="${processId}-file" targetNamespace="http://reglament.dev/test/upgrade">
  ${declared.join('\n  ')}
  <bpmn:process${attributes({ id: processId, name, isExecutable: 'true' })}>
    ${own}${content(elements, flows)}
  </bpmn:process>
</bpmn:definitions>`;
}
