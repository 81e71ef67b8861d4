import type { Element, ErrorDefinition, Json } from '../../model/index.js';
import type { ThrownError } from '../behaviour.js';
import { InvariantError } from '../state/invariant-error.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';
import { Obstacle } from '../incidents/obstacle.js';
import { reason, type Reason } from '../incidents/reason.js';
import type { Run } from '../loop/run.js';
import type { CaughtErrors } from '../state/state.js';
import { end, terminate } from './termination.js';
import { lookup } from '../variables/variables.js';

/** An event that catches an error, and the instance it belongs to: the host, or the scope of its event sub-process. */
interface Catcher {
  readonly event: ErrorEvent;
  readonly host: LiveInstance;
}

type ErrorEvent = Extract<Element, { readonly type: 'errorBoundaryEvent' | 'errorStartEvent' }>;

/**
 * Finds what catches a BPMN error (BPMN 10.5.6, 13.5.4) and returns how to throw it there; undefined when nothing does.
 * The innermost level wins; on one level an event sub-process inside comes before a boundary event outside, a matching
 * code before a catch-all. What no level of this process catches ends it, if one of its callers would catch it.
 */
export function catching(run: Run, from: LiveInstance, error: ThrownError): (() => void) | undefined {
  const catcher = findCatcher(run, from, error.code);
  if (catcher !== undefined) {
    const { event, host } = catcher;
    return () => run.behaviour(event).trigger?.(run.step, event, host, errorVariables(event.error, error));
  }
  const root = rootOf(from);
  if (!catches(caughtOutside(root), error.code)) return undefined;
  return () => {
    terminate(run, root);
    end(run, { status: 'errored', code: error.code, message: error.message, variables: error.variables });
  };
}

/** Throws a BPMN error; what is not caught is an obstacle (Camunda: UNHANDLED_ERROR_EVENT). */
export function throwError(run: Run, from: LiveInstance, error: ThrownError): void {
  const deliver = catching(run, from, error);
  if (deliver === undefined) throw new Obstacle('UNHANDLED_ERROR_EVENT', unhandled(error));
  deliver();
}

export function unhandled({ code, message }: ThrownError): Reason {
  return message === '' ? reason('uncaught-error', { code }) : reason('uncaught-error-message', { code, message });
}

/** The errors that would be caught around an instance, all the way up: what a process called from it may end with. */
export function caughtAround(run: Run, from: LiveInstance): CaughtErrors {
  const outside = caughtOutside(rootOf(from));
  const codes = new Set(outside.codes);
  let all = outside.all;
  for (const catcher of catchersAround(run, from)) {
    const code = codeOf(run, catcher);
    if (code === undefined) all = true;
    else if (typeof code === 'string') codes.add(code);
  }
  return { all, codes: [...codes] };
}

function findCatcher(run: Run, from: LiveInstance, thrown: string): Catcher | undefined {
  let catchAll: Catcher | undefined;
  for (const catcher of catchersAround(run, from)) {
    if (catchAll !== undefined && levelOf(catchAll) !== levelOf(catcher)) return catchAll;
    const code = codeOf(run, catcher);
    if (code === thrown) return catcher;
    if (code === undefined) catchAll ??= catcher;
  }
  return catchAll;
}

/** Boundary events and event sub-processes of one instance are two levels. */
function levelOf({ event, host }: Catcher): string {
  return `${event.type} ${host.key}`;
}

/** All events that could catch an error thrown by an instance, innermost first. */
function* catchersAround(run: Run, from: LiveInstance): Generator<Catcher> {
  for (let at: LiveInstance | null = from; at !== null; at = at.scope) {
    if (at.role !== 'body' && 'eventSubProcesses' in at.element && !isInterrupted(run, at)) {
      for (const id of at.element.eventSubProcesses) {
        const event = run.element(startOf(run.element(id)));
        if (event.type === 'errorStartEvent') yield { event, host: at };
      }
    }
    if (at.role !== 'iteration' && 'boundaryEvents' in at.element) {
      for (const id of at.element.boundaryEvents) {
        const event = run.element(id);
        if (event.type === 'errorBoundaryEvent') yield { event, host: at };
      }
    }
  }
}

/** An interrupting event sub-process runs: no other one of this scope can start. */
function isInterrupted(run: Run, scope: LiveInstance): boolean {
  for (const { element } of scope.liveChildren()) {
    if (element.type !== 'eventSubProcess') continue;
    const start = run.element(element.start);
    if (!('interrupting' in start) || start.interrupting) return true;
  }
  return false;
}

/** The code of a catching event; undefined catches all, what is no text catches nothing. */
function codeOf(run: Run, { event, host }: Catcher): Json | undefined {
  const { code } = event.error;
  if (code === undefined || code.kind === 'static') return code?.value;
  const evaluation = run.parts.evaluator.evaluate(code, (name) => lookup(host, name), run.now);
  return evaluation.ok ? evaluation.value : null;
}

function errorVariables(definition: ErrorDefinition, { code, message, variables }: ThrownError): Variables {
  const { codeVariable, messageVariable } = definition;
  return {
    ...variables,
    ...(codeVariable !== undefined && { [codeVariable]: code }),
    ...(messageVariable !== undefined && { [messageVariable]: message }),
  };
}

function startOf(element: Element): string {
  if (element.type !== 'eventSubProcess') throw new InvariantError(`${element.id} is no event sub-process`);
  return element.start;
}

function caughtOutside(root: LiveInstance): CaughtErrors {
  const memory = root.memory as { readonly caught?: CaughtErrors } | undefined;
  return memory?.caught ?? { all: false, codes: [] };
}

function catches({ all, codes }: CaughtErrors, code: string): boolean {
  return all || codes.includes(code);
}

function rootOf(from: LiveInstance): LiveInstance {
  let at = from;
  while (at.scope !== null) at = at.scope;
  return at;
}
