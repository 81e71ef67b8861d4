export const TIMER_STARTS = 'timerStarts';
/** The book or the clock has changed. */
export const LOOK_AGAIN = 'lookAgain';
/** One workflow per definition. */
export const timerStartsWorkflowId = (definition: string): string => `timer-starts/${definition}`;
