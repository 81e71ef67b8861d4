import type { ErrorBoundaryEvent } from '../model/index.js';
import { boundaryEvent } from './boundary-event.js';

export const errorBoundaryEvent = boundaryEvent<ErrorBoundaryEvent>();
