import type { ErrorStartEvent } from '../model/index.js';
import { startEvent } from './start-event.js';

export const errorStartEvent = startEvent<ErrorStartEvent>();
