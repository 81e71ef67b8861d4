import type { Instant } from '../../model/index.js';
import type { TimerRequest } from '../state/state.js';

/** The next turn of a cycle, counted from when this one was due, so that it does not drift; undefined after the last. */
export function nextTurn(request: TimerRequest, due: Instant): TimerRequest | undefined {
  const { start: _first, repetitions = null, ...rest } = request;
  if (request.kind !== 'cycle' || (repetitions !== null && repetitions <= 1)) return undefined;
  return { ...rest, from: due, repetitions: repetitions === null ? null : repetitions - 1 };
}
