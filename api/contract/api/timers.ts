import { z } from 'zod';
import { keyText } from '../v2/values.js';

export const openTimer = z
  .object({
    timerKey: keyText,
    elementId: z.string().meta({ description: 'The event with the timer' }),
    elementInstanceKey: keyText,
    dueDate: z.iso.datetime().meta({ description: 'When it fires' }),
    repeats: z.boolean().meta({ description: 'It is set anew when it has fired' }),
  })
  .meta({ id: 'OpenTimer' });

export const openTimers = z.object({ items: z.array(openTimer) }).meta({ id: 'OpenTimers' });
