import type { TimerRequest } from '../../bpmn/index.js';
import type { DueDate, DueDates } from '../../engine/index.js';
import { dueInstant, UnreckonableError, type Calendars } from '../../regulations/calendar/due.js';
import type { CalendarStore } from './calendars.js';

function dueDate(timer: TimerRequest, calendars: Calendars): DueDate {
  try {
    return { due: dueInstant(timer, calendars) };
  } catch (error) {
    if (!(error instanceof UnreckonableError)) throw error;
    return { error: error.message };
  }
}

/** Due dates of timers, in the calendars that are in force. */
export const dueDatesIn = (calendars: CalendarStore): DueDates => ({
  async of(timers, reader) {
    const codes = timers.flatMap(({ calendar }) => calendar ?? []);
    const inForce = await calendars.inForce(codes, reader);
    return timers.map((timer) => dueDate(timer, inForce));
  },
});
