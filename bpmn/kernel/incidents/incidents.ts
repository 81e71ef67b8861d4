import type { LiveInstance } from '../state/live-instance.js';
import { ruleAndParameters, type Reason } from './reason.js';
import type { Run } from '../loop/run.js';
import type { Incident, IncidentType, Key } from '../state/state.js';

/**
 * Marks an instance: it cannot go on until a person has removed the obstacle. Replaces an older incident. The state keeps
 * the text alone; rule and parameters are for pages that show it.
 */
export function raise(
  run: Run,
  self: LiveInstance,
  obstacle: { readonly type: IncidentType; readonly reason: Reason; readonly wait?: Key },
  phase: Incident['phase'],
): void {
  clear(run, self);
  const key = run.state.nextKey('i');
  const { type, reason, wait } = obstacle;
  const { message } = reason;
  run.state.touch(self);
  self.incident = { key, type, message, phase, ...(wait !== undefined && { wait }) };
  run.emit({
    type: 'incident.raise',
    key,
    owner: { instance: self.key, element: self.element.id },
    incident: type,
    message,
    ...ruleAndParameters(reason),
    ...(wait !== undefined && { wait }),
  });
  run.note({ type: 'incident', key: self.key, incident: key });
}

/** Takes the mark away, if there is one: resolved, or overtaken by what happened. */
export function clear(run: Run, self: LiveInstance): void {
  if (self.incident === undefined) return;
  run.emit({ type: 'incident.clear', key: self.incident.key });
  run.note({ type: 'resolved', key: self.key, incident: self.incident.key });
  run.state.touch(self);
  self.incident = undefined;
}
