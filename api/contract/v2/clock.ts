import { z } from 'zod';

/** The range of a JavaScript date, both ways. */
const MAX_INSTANT = 8_640_000_000_000_000;

/** `PUT /v2/clock` */
export const pinClockBody = z
  .object({ timestamp: z.int().min(0).max(MAX_INSTANT).meta({ description: 'ms since 1970' }) })
  .meta({ id: 'PinClock' });
