import type { TimerBoundaryEvent } from '../model/index.js';
import { boundaryEvent } from './boundary-event.js';

export const timerBoundaryEvent = boundaryEvent<TimerBoundaryEvent>();
