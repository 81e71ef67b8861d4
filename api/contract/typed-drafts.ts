import { z } from 'zod';

const place = z
  .string()
  .regex(/^[a-z][\w:.-]{0,199}$/i, 'Expected the name of a place: letters, digits and : . _ -')
  .meta({ description: 'Where it was typed, as the page names it', example: 'comment:17' });

export const typedDraftParams = z.object({ place });

export const typedDraftsQuery = z.object({ place: place.optional() });

const content = z
  .string()
  .max(200_000)
  .meta({ description: 'What was typed: JSON of the page, the server does not look into it' });

const writer = z.string().min(1).max(100).meta({ description: 'The tab of a browser that has typed it' });

export const saveTypedDraftBody = z.object({ content, writer }).meta({ id: 'SaveTypedDraft' });

export const typedDraft = z
  .object({
    place,
    content,
    writer,
    revision: z.int().meta({ description: 'Rises with each change; the ETag holds it too' }),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'TypedDraft' });

export const typedDraftList = z.object({ items: z.array(typedDraft) }).meta({ id: 'TypedDraftList' });
