import type { MessageBoundaryEvent } from '../model/index.js';
import { boundaryEvent } from './boundary-event.js';

export const messageBoundaryEvent = boundaryEvent<MessageBoundaryEvent>();
