import { createFeelEvaluator } from '../../../../feel/index.js';
import { eventStarts, type Element, type ProcessDefinition } from '../../../../bpmn/index.js';
import { dueInstant, DueDateError, type Calendars } from '../../../../regulations/calendar/due.js';
import type { CompiledFile } from '../../../../engine/index.js';
import type { ProblemError } from '../../../problems/problem.js';

const evaluator = createFeelEvaluator();

const property = 'Calendar';

/** The calendar that a timer names by its code; expressions are known when they are evaluated. */
const fixedCalendar = (element: Element): string | undefined => {
  const calendar = 'timer' in element ? element.timer.calendar : undefined;
  return calendar?.kind === 'static' && typeof calendar.value === 'string' ? calendar.value : undefined;
};

/** Codes of the calendars that the files name: what `calendarErrors` has to know. */
export const calendarsNamed = (files: readonly CompiledFile[], at: Date): readonly string[] =>
  files.flatMap(({ processes }) =>
    processes.flatMap((process) => [
      ...Object.values(process.elements).flatMap((element) => fixedCalendar(element) ?? []),
      ...timerStarts(process, at).flatMap(({ request }) => request.calendar ?? []),
    ]),
  );

const timerStarts = (process: ProcessDefinition, at: Date) => eventStarts(process, evaluator, at.getTime()).timers;

/** Timers that name a calendar that is not there, and timer starts whose first instant cannot be computed. */
export const calendarErrors = (files: readonly CompiledFile[], calendars: Calendars, at: Date): ProblemError[] =>
  files.flatMap(({ file, processes }) => {
    const error = (element: string, rule: string, detail: string) => ({
      resource: file.name,
      element,
      property,
      rule,
      detail,
    });
    return processes.flatMap((process) => {
      const errors = Object.values(process.elements).flatMap((element) => {
        const code = fixedCalendar(element);
        if (code === undefined || calendars(code)) return [];
        return [error(element.id, 'unknown-calendar', `There is no calendar «${code}».`)];
      });
      const named = new Set(errors.map(({ element }) => element));
      for (const { element, request } of timerStarts(process, at)) {
        if (named.has(element)) continue;
        try {
          dueInstant(request, calendars);
        } catch (failure) {
          if (!(failure instanceof DueDateError)) throw failure;
          errors.push(error(element, 'timer-without-due', `${failure.message}.`));
        }
      }
      return errors;
    });
  });
