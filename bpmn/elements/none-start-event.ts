import type { NoneStartEvent } from '../model/index.js';
import { startEvent } from './start-event.js';

export const noneStartEvent = startEvent<NoneStartEvent>();
