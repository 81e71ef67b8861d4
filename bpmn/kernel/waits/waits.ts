import type { ElementId } from '../../model/index.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { ArmedEffect, Effect, Owner } from '../messages.js';
import type { Run } from '../loop/run.js';
import { localNumber, type InstanceState, type Key, type Wait } from '../state/state.js';

const letters = { job: 'j', task: 'u', timer: 't', message: 'm', child: 'c', activity: 'a' } as const;

/** Asks the outside for something: the wait becomes state, the request an effect. */
export function openWait(run: Run, self: LiveInstance, wait: Wait): void {
  const key = run.state.nextKey(letters[wait.kind]);
  run.state.addWait(self, key, wait);
  run.emit(request(key, ownerOf(self.key, self.element.id, wait), wait));
}

/** Takes back everything an instance asked for, or what `which` names of it. */
export function withdrawAll(run: Run, self: LiveInstance, which?: (wait: Wait) => boolean): void {
  for (const open of self.waits) {
    if (which !== undefined && !which(open.wait)) continue;
    run.state.removeWait(open);
    run.emit(withdrawal(open.key, open.wait));
  }
}

/** The armed effects still owed, in key order: what a fresh host arms. */
export function pending(state: InstanceState): readonly ArmedEffect[] {
  const owed: ArmedEffect[] = [];
  for (const instance of Object.values(state.instances)) {
    for (const [key, wait] of Object.entries(instance.waits ?? {}) as [Key, Wait][]) {
      if (wait.kind !== 'timer' && wait.kind !== 'activity') continue;
      if (wait.kind === 'timer' && wait.failed) continue;
      owed.push(armedRequest(key, ownerOf(instance.key, instance.element, wait), wait));
    }
  }
  return owed.sort((a, b) => localNumber(a.key) - localNumber(b.key));
}

function ownerOf(instance: Key, element: ElementId, wait: Wait): Owner {
  return wait.for === element ? { instance, element } : { instance, element, catches: wait.for };
}

function armedRequest(key: Key, owner: Owner, wait: Extract<Wait, { kind: 'timer' | 'activity' }>): ArmedEffect {
  return wait.kind === 'timer'
    ? { type: 'timer.set', key, owner, timer: wait.timer }
    : { type: 'activity.start', key, owner, activity: wait.activity };
}

function request(key: Key, owner: Owner, wait: Wait): Effect {
  switch (wait.kind) {
    case 'job':
      return { type: 'job.open', key, owner, job: wait.job };
    case 'task':
      return { type: 'task.open', key, owner, task: wait.task };
    case 'message':
      return { type: 'subscription.open', key, owner, subscription: wait.subscription };
    case 'child':
      return { type: 'child.start', key, owner, child: wait.child };
    case 'timer':
    case 'activity':
      return armedRequest(key, owner, wait);
  }
}

function withdrawal(key: Key, wait: Wait): Effect {
  switch (wait.kind) {
    case 'job':
      return { type: 'job.close', key, how: 'cancelled' };
    case 'task':
      return { type: 'task.close', key, how: 'cancelled' };
    case 'message':
      return { type: 'subscription.close', key };
    case 'child':
      return { type: 'child.cancel', key };
    case 'timer':
      return { type: 'timer.cancel', key };
    case 'activity':
      return { type: 'activity.cancel', key };
  }
}
