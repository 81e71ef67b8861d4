import { z } from 'zod';
import { instantText } from '../v2/values.js';

/** A stretch of working time that counted. */
export const clockSegment = z
  .object({ from: instantText, to: instantText, minutes: z.number() })
  .meta({ id: 'ClockSegment' });

/**
 * The clock of one milestone, computed when it is read from the ticket's marks and the calendar in force: nothing of it
 * is a stored counter. Minutes are working minutes and may have fractions while the clock runs.
 */
export const clock = z
  .object({
    milestone: z.string().meta({ description: 'Code in the regulation', example: 'reaction' }),
    label: z.string().meta({ description: 'In the words of the regulation' }),
    state: z.enum(['waiting', 'running', 'met']).meta({
      description: '`waiting`: not started; `running`: counts in working time; `met`: stands for good',
    }),
    calendar: z.string(),
    zone: z.string().meta({ description: 'Time zone of the calendar', example: 'Europe/Moscow' }),
    open: z.boolean().meta({ description: 'It is working time now: a running clock moves' }),
    nextChange: instantText
      .nullable()
      .meta({ description: 'When `open` changes next; null when it does not within a year' }),
    startedAt: instantText.nullable(),
    metAt: instantText.nullable(),
    usedMinutes: z.number(),
    targetMinutes: z
      .number()
      .nullable()
      .meta({ description: 'Null: the regulation sets no term, the clock only measures' }),
    remainingMinutes: z.number().nullable().meta({ description: 'Negative when the term has been exceeded' }),
    dueAt: instantText.nullable(),
    breached: z.boolean(),
    certainty: z.enum(['published', 'provisional', 'unknown']).meta({
      description:
        'How well the holidays of this time are known, up to `dueAt`: published by the state; provisional; unknown, then they count as working days',
    }),
    publishedUntil: z.iso.date().nullable().meta({
      description: 'Last date whose holidays are published; null: none are, or the calendar follows no state',
      example: '2026-12-31',
    }),
    segments: z.array(clockSegment).meta({ description: 'What `usedMinutes` is the sum of, in order' }),
  })
  .meta({ id: 'Clock' });
