import type { TimerCatchEvent } from '../model/index.js';
import { catchEvent } from './catch-event.js';

export const timerCatchEvent = catchEvent<TimerCatchEvent>();
