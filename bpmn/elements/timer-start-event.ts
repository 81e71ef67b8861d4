import type { TimerStartEvent } from '../model/index.js';
import { startEvent } from './start-event.js';

export const timerStartEvent = startEvent<TimerStartEvent>();
