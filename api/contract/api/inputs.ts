import { z } from 'zod';
import { key, keyText, smallInteger } from '../v2/values.js';

export const inputParams = z.object({
  processInstanceKey: key,
  input: z
    .string()
    .regex(/^[0-9]{1,9}$/, 'Expected the number of an input')
    .transform(Number),
});

/** An input of an instance, such as a command, and its outcome. */
export const instanceInput = z
  .object({
    processInstanceKey: keyText,
    input: smallInteger.meta({ description: 'Number of the input in its instance' }),
    kind: z.string().meta({ description: 'What was told, such as `job.completed`' }),
    outcome: z
      .enum(['pending', 'applied', 'superseded', 'rejected', 'failed'])
      .meta({ description: '`superseded`: something else came first; `failed`: an incident of the instance holds it' }),
    reason: z.string().nullable(),
    acceptedAt: z.iso.datetime(),
  })
  .meta({ id: 'InstanceInput' });
