import { ruleAndParameters, type Instant, type TimerRequest } from '../../bpmn/index.js';
import { FactsMissingError, type CalendarFact, type DueDate, type DueDates } from '../../engine/index.js';
import { dueInstant, DueDateError, type Calendars } from '../../regulations/calendar/due.js';
import type { CalendarStore } from './calendars.js';

function dueDate(
  timer: TimerRequest,
  calendars: Calendars,
  facts: readonly CalendarFact[],
  after: Instant | undefined,
): DueDate {
  try {
    return { due: dueInstant(timer, calendars, after), facts };
  } catch (error) {
    if (!(error instanceof DueDateError)) throw error;
    return { error: error.message, ...ruleAndParameters(error), facts };
  }
}

/** Due dates of timers, in the calendars that were in force when this process read them. */
export const dueDatesIn = (calendars: CalendarStore): DueDates => ({
  of(timer, after) {
    const { calendar } = timer;
    if (calendar === undefined) return dueDate(timer, () => undefined, [], after);
    const read = calendars.read(calendar);
    if (read === undefined) throw new FactsMissingError([calendar]);
    return dueDate(timer, () => read.calendar, [{ calendar, revision: read.revision }], after);
  },
  read: calendars.refresh,
  reread: () => calendars.refresh(calendars.known()),
  async within(reader, timer, after) {
    const inForce = await calendars.within(reader, timer.calendar === undefined ? [] : [timer.calendar]);
    return dueDate(timer, inForce, [], after);
  },
});
