import { z } from 'zod';

/** A value of the regulation with what people call it. */
export const labelled = z.object({ code: z.string(), label: z.string() }).meta({ id: 'Labelled' });

/** As desks list their values. */
const listed = labelled
  .extend({
    fromRegulation: z.boolean().meta({ description: 'False: the regulation is silent, somebody entered it' }),
  })
  .meta({ id: 'ListedValue' });

export const desk = z
  .object({
    code: z.string(),
    name: z.string(),
    language: z.string().meta({ description: 'Language of the texts', example: 'ru' }),
    addresses: z.array(z.string()).meta({ description: 'Mail to these addresses becomes a ticket' }),
    pack: z.object({ code: z.string(), name: z.string(), version: z.int() }),
    zone: z.string(),
    types: z.array(listed),
    priorities: z.array(listed).meta({ description: 'Most urgent first' }),
    statuses: z.array(listed),
    channels: z.array(listed),
    roles: z.array(listed),
  })
  .meta({ id: 'Desk' });

export const deskList = z.object({ items: z.array(desk) }).meta({ id: 'DeskList' });
