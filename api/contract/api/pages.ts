import { z } from 'zod';

/** A truth value in a query string. */
export const queryFlag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/** How many items of a list at a time, and after which. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  cursor: z.string().min(1).max(200).optional().meta({ description: '`nextCursor` of the page before' }),
};

/** A page of a list, newest first; `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Number of a row, as a decimal text. */
export const rowId = z
  .string()
  .regex(/^[1-9][0-9]{0,17}$/, 'Expected an id: a decimal number as a text')
  .meta({ example: '17' });
