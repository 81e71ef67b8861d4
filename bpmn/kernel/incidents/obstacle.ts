import type { Reason } from './reason.js';
import type { IncidentType } from '../state/state.js';

/**
 * Thrown inside one phase of an element instance when the model or the data cannot go on. The phase turns it into an
 * incident on that instance and drops whatever the phase had asked for; it never leaves the kernel.
 */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';

  constructor(
    readonly incident: IncidentType,
    readonly reason: Reason,
  ) {
    super(reason.message);
  }
}
