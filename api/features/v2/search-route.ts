import type { z } from 'zod';
import type { searchReply } from '../../contract/v2/search.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Call, type Route, type RouteSpec } from '../../routing/route.js';
import { search, type Search, type View } from '../../search/search.js';

/** A search as a route: checks the body, reads a page of the view. */
export const searchRoute = <
  Filters extends object,
  Field extends string,
  Item extends z.ZodType,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  { readRows }: Pick<ApiDeps, 'readRows'>,
  spec: Pick<
    RouteSpec<Params, Query, z.ZodType<Search<Filters, Field>>, z.ZodType>,
    'path' | 'operationId' | 'tag' | 'summary' | 'access' | 'params' | 'query' | 'problems'
  > & {
    readonly body: z.ZodType<Search<Filters, Field>>;
    readonly reply: ReturnType<typeof searchReply<Item>>;
    /** What is searched; may depend on the path and the query, and refuse what does not exist. */
    readonly view: (
      call: Call<z.output<Params>, z.output<Query>, unknown>,
    ) => View<Filters, Field, z.input<Item>> | Promise<View<Filters, Field, z.input<Item>>>;
  },
): Route => {
  const { reply, view, ...declared } = spec;
  return route<Params, Query, z.ZodType<Search<Filters, Field>>, typeof reply>({
    ...declared,
    method: 'post',
    bodyOptional: true,
    success: { status: 200, description: 'A page of results', body: reply },
    handle: async (call) => await search(readRows, await view(call), call.body),
  });
};
