import { z } from 'zod';
import { optional } from './values.js';

/** Largest page. */
export const MAX_LIMIT = 10_000;
const DEFAULT_LIMIT = 100;

const cursor = z.base64('Expected a cursor of an earlier answer').min(1);

/** Which part of the results: from an offset, or after or before a cursor. */
export const page = z
  .object({
    from: optional(z.int().min(0)),
    limit: z
      .int()
      .min(1)
      .max(MAX_LIMIT)
      .nullish()
      .transform((limit) => limit ?? DEFAULT_LIMIT),
    after: optional(cursor),
    before: optional(cursor),
  })
  .refine(
    ({ from, after, before }) => [from, after, before].filter((start) => start !== undefined).length <= 1,
    'Give one of from, after and before',
  )
  .meta({ id: 'Page' });

/** A page as checked. */
export type Page = z.output<typeof page>;

const firstPage: Page = { limit: DEFAULT_LIMIT, from: undefined, after: undefined, before: undefined };

/** What to order by, most significant first. */
export interface SortEntry<Field extends string = string> {
  readonly field: Field;
  readonly order: 'ASC' | 'DESC';
}

const direction = z
  .preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(['ASC', 'DESC']))
  .nullish()
  .transform((order) => order ?? 'ASC');

/**
 * The body of a search: page, sort, filter, each may be missing. Filters are strict: a condition that is not understood
 * must not silently widen the results.
 */
export const searchBody = <const Fields extends readonly [string, ...string[]], Filter extends z.ZodType>(
  fields: Fields,
  filter: Filter,
) =>
  z.object({
    page: page.nullish().transform((given) => given ?? firstPage),
    sort: z
      .array(z.object({ field: z.enum(fields), order: direction }))
      .max(20)
      .nullish()
      .transform((given) => given ?? []),
    filter: optional(filter),
  });

/** The page part of a search's answer. */
export const pageReply = z
  .object({
    totalItems: z.int().meta({ description: 'How many there are, counted up to 10,000' }),
    hasMoreTotalItems: z.boolean().meta({ description: 'There are more than were counted' }),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  })
  .meta({ id: 'PageInfo' });

/** The answer of a search. */
export const searchReply = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), page: pageReply });
