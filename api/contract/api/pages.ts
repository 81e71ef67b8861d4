import { z } from 'zod';

/** A truth value in a query string. */
export const queryFlag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/** A whole number in a query string, in decimal digits. */
export const queryInteger = (min: number, max: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^-?\d{1,15}$/.test(given) ? Number(given) : given),
    z.int().min(min).max(max),
  );

/** How many items of a list at a time, and after which. */
export const pageQuery = {
  limit: queryInteger(1, 1_000).default(50),
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
