import { z } from 'zod';
import { queryInteger } from '../api/pages.js';

/** Names people sign in with: read in any case, kept in small letters. */
export const username = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9_@.+-]{1,100}$/, 'Expected 1 to 100 letters, digits or _@.+-')
  .meta({ id: 'Username', example: 'i.petrova' });

export const password = z.string().min(8, 'At least 8 characters').max(1_024);

/** Roles of the product and of the packs in force; whether there are such is checked where they are given. */
export const roleList = z
  .array(z.string().max(63))
  .max(100)
  .transform((names) => [...new Set(names)])
  .meta({ description: 'Names of roles, see /api/roles' });

/** Lists are read page by page in the order of their name. */
export const listQuery = z.object({
  limit: queryInteger(1, 500).default(100),
  after: z.string().max(1_000).optional().meta({ description: '`next` of the page before' }),
});

/** A page of a list; `next` goes into `after`, and is absent on the last page. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional() });
