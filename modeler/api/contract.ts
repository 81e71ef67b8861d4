import type { z } from 'zod';

/** What a schema of `api/contract` answers with. */
export type Reply<Schema extends z.ZodType> = z.output<Schema>;

/** What a schema of `api/contract` takes: members that may be left out may be left out. */
export type Body<Schema extends z.ZodType> = z.input<Schema>;
