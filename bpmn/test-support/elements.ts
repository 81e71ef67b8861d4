import type {
  CallActivity,
  Element,
  ElementType,
  ErrorDefinition,
  MultiInstance,
  TimerDefinition,
} from '../model/index.js';
import { expression, mappings } from './expression.js';

/** An element as a test writes it; the builder adds what follows from where it stands. */
export interface Draft {
  readonly type: ElementType;
  readonly id: string;
  /** Further members of the element type, as the model has them. */
  readonly more?: object;
  /** Id of the host of a boundary event. */
  readonly attachedTo?: string;
  /** Name of a link event. */
  readonly link?: string;
  readonly inside?: Content;
}

/** What a process or sub-process contains. Flows: `a -> b -> c`, `x -> y [amount > 1]`, `x -> y [default]`, `id: a -> b`. */
export interface Content {
  readonly elements: readonly Draft[];
  readonly flows?: readonly string[];
}

/** Mappings, `{ target: source }`, and multi-instance of an activity. */
export interface Options {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly multi?: Loop;
}

export interface Loop {
  readonly items: string;
  readonly sequential?: boolean;
  readonly element?: string;
  readonly results?: string;
  readonly result?: string;
  readonly until?: string;
}

export const start = (id = 'start', options?: Options) => plain('noneStartEvent', id, options);
export const end = (id = 'end', options?: Options) => plain('noneEndEvent', id, options);
export const terminateEnd = (id: string) => plain('terminateEndEvent', id);
export const noneThrow = (id: string, options?: Options) => plain('noneThrowEvent', id, options);
export const pass = (id: string, options?: Options) => plain('task', id, options);
export const manual = (id: string, options?: Options) => plain('manualTask', id, options);
export const exclusive = (id: string) => plain('exclusiveGateway', id);
export const inclusive = (id: string) => plain('inclusiveGateway', id);
export const parallel = (id: string) => plain('parallelGateway', id);
export const eventBased = (id: string) => plain('eventBasedGateway', id);

/** A job; its type is the element's id unless given. */
export const service = (id: string, options: Options & Job = {}) =>
  plain('serviceTask', id, options, { work: job(id, options) });
export const send = (id: string, options: Options & Job = {}) =>
  plain('sendTask', id, options, { work: job(id, options) });
export const messageThrow = (id: string, options: Options & Job = {}) =>
  plain('messageThrowEvent', id, options, { work: job(id, options) });
export const messageEnd = (id: string, options: Options & Job = {}) =>
  plain('messageEndEvent', id, options, { work: job(id, options) });
/** Work of a Temporal activity. */
export const ownActivity = (id: string, options: Options = {}) =>
  plain('serviceTask', id, options, { work: { kind: 'activity', taskQueue: 'queue', activity: id, headers: {} } });
export const user = (id: string, options: Options & { readonly task?: Readonly<Record<string, string>> } = {}) =>
  plain('userTask', id, options, { task: { ...expressions(options.task), headers: {} } });
export const script = (id: string, source: string, resultVariable: string, options?: Options) =>
  plain('scriptTask', id, options, { script: { expression: expression(source), resultVariable } });
export const scriptJob = (id: string, options: Options & Job = {}) =>
  plain('scriptTask', id, options, { script: job(id, options) });
export const receive = (id: string, name: string, key: string, options?: Options) =>
  plain('receiveTask', id, options, message(name, key));
export const call = (id: string, processId: string, options: Options & Partial<CallActivity['called']> = {}) =>
  plain('callActivity', id, options, {
    called: {
      processId: expression(processId),
      binding: options.binding ?? 'latest',
      propagateAllParentVariables: options.propagateAllParentVariables ?? true,
      propagateAllChildVariables: options.propagateAllChildVariables ?? true,
    },
  });

export const messageStart = (id: string, name: string, key = '', interrupting = true, options?: Options) =>
  plain('messageStartEvent', id, options, { ...message(name, key), interrupting });
export const timerStart = (id: string, value: string, interrupting = true, options?: Options) =>
  plain('timerStartEvent', id, options, { ...timer(value), interrupting });
export const errorStart = (id: string, code?: string, options?: Options & ErrorNames) =>
  plain('errorStartEvent', id, options, error(code, options));
export const messageCatch = (id: string, name: string, key: string, options?: Options) =>
  plain('messageCatchEvent', id, options, message(name, key));
export const timerCatch = (id: string, value: string, options?: Options) =>
  plain('timerCatchEvent', id, options, timer(value));
export const errorEnd = (id: string, code: string) => plain('errorEndEvent', id, {}, error(code));
export const linkThrow = (id: string, link: string, options?: Options): Draft => ({
  ...plain('linkThrowEvent', id, options),
  link,
});
export const linkCatch = (id: string, link: string, options?: Options): Draft => ({
  ...plain('linkCatchEvent', id, options),
  link,
});

export const messageBoundary = (
  id: string,
  host: string,
  name: string,
  key: string,
  interrupting = true,
  options?: Options,
): Draft => ({
  ...plain('messageBoundaryEvent', id, options, { ...message(name, key), interrupting }),
  attachedTo: host,
});
export const timerBoundary = (
  id: string,
  host: string,
  value: string,
  interrupting = true,
  options?: Options,
): Draft => ({
  ...plain('timerBoundaryEvent', id, options, { ...timer(value), interrupting }),
  attachedTo: host,
});
export const errorBoundary = (id: string, host: string, code?: string, options?: Options & ErrorNames): Draft => ({
  ...plain('errorBoundaryEvent', id, options, { ...error(code, options), interrupting: true }),
  attachedTo: host,
});

export const sub = (id: string, inside: Content, options?: Options): Draft => ({
  ...plain('subProcess', id, options),
  inside,
});
/** Its first start event is what starts it. */
export const eventSub = (id: string, inside: Content, options?: Options): Draft => ({
  ...plain('eventSubProcess', id, options),
  inside,
});

interface Job {
  readonly jobType?: string;
  readonly retries?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ErrorNames {
  readonly codeVariable?: string;
  readonly messageVariable?: string;
}

const unmapped: readonly ElementType[] = [
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'eventBasedGateway',
  'process',
];

function plain(type: Element['type'], id: string, options: Options = {}, more: object = {}): Draft {
  const mapped = unmapped.includes(type)
    ? {}
    : { inputs: mappings(options.inputs), outputs: mappings(options.outputs) };
  const multi = options.multi && { multiInstance: multiInstance(options.multi) };
  return { type, id, more: { ...mapped, ...multi, ...more } };
}

function job(id: string, { jobType = id, retries = '3', headers = {} }: Job) {
  return { kind: 'job', jobType: expression(jobType), retries: expression(retries), headers };
}

function message(name: string, key: string) {
  return { message: { name: expression(name), ...(key !== '' && { correlationKey: expression(key) }) } };
}

/** The kind of a timer shows in its text: `R…` or cron, `P…`, else a date; of FEEL, a prefix `date:` or `cycle:`. */
function timer(text: string): { timer: TimerDefinition } {
  const prefixed = /^(date|duration|cycle):(.*)$/s.exec(text);
  if (prefixed)
    return { timer: { kind: prefixed[1] as TimerDefinition['kind'], value: expression(prefixed[2] as string) } };
  const kind = /^(R|\d+ |\*|@)/.test(text) ? 'cycle' : /^[=P-]/.test(text) ? 'duration' : 'date';
  return { timer: { kind, value: expression(text) } };
}

function error(
  code: string | undefined,
  { codeVariable, messageVariable }: ErrorNames = {},
): { error: ErrorDefinition } {
  return {
    error: {
      ...(code !== undefined && { code: expression(code) }),
      ...(codeVariable !== undefined && { codeVariable }),
      ...(messageVariable !== undefined && { messageVariable }),
    },
  };
}

function multiInstance({ items, sequential = false, element, results, result, until }: Loop): MultiInstance {
  return {
    sequential,
    inputCollection: expression(items),
    ...(element !== undefined && { inputElement: element }),
    ...(results !== undefined && { outputCollection: results }),
    ...(result !== undefined && { outputElement: expression(result) }),
    ...(until !== undefined && { completionCondition: expression(until) }),
  };
}

function expressions(sources: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, name === 'formId' ? source : expression(source)]),
  );
}
