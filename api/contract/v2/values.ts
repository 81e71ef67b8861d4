import { z } from 'zod';
import type { Variables } from '../../../bpmn/index.js';

/** The one tenant; clients name it in their bodies. */
export const TENANT = '<default>' as const;

/** Keys are decimal texts of positive 63-bit numbers (never JSON numbers, which would lose digits). */
export const keyText = z
  .string()
  .regex(/^-?[0-9]{1,25}$/, 'Expected a key: a decimal number as a text')
  .meta({
    id: 'Key',
    description: 'Key of an entity: a positive 63-bit number as a decimal text',
    example: '2251799813685249',
  });

const MAX_KEY = 2n ** 63n - 1n;

/** A key in a request, read as a number. What no key can be is said to be no key: in a path, 404. */
export const key = keyText.transform((digits, context) => {
  const number = BigInt(digits);
  if (number > 0n && number <= MAX_KEY) return number;
  context.addIssue({ code: 'custom', message: `Nothing has the key ${digits}`, params: { nothing: true } });
  return z.NEVER;
});

/** Optional members may also be `null`, which says the same as leaving them out. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** Enum values are read in any case and written in capitals. */
export const enumeration = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(values));

/** Process variables: a JSON object. */
export const variables = z
  .custom<Variables>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'Expected an object of variables',
  )
  .meta({ type: 'object', additionalProperties: true, description: 'Variables by name, any JSON values' });

const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant in a request: ISO 8601 with an offset, in the years 1 to 9999 of UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Expected an ISO 8601 date and time with an offset' })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= FIRST_INSTANT && at.getTime() <= LAST_INSTANT, 'Expected a year from 0001 to 9999');

/** An instant in an answer. */
export const instantText = z.iso.datetime();

/** Milliseconds, or another whole number that fits a JSON number exactly. */
export const integer = z.int();

/** Number of a version, a retry count: a 32-bit number. */
export const smallInteger = z.int().min(-2_147_483_648).max(2_147_483_647);

const tenantText = z.string().regex(/^(<default>|[A-Za-z0-9_@.+-]{1,256})$/, 'Expected a tenant id');

/** A tenant in a request: there is one, and naming another is an error rather than ignored. */
export const tenantId = optional(
  tenantText.refine((tenant) => tenant === TENANT, 'There is only the tenant <default>'),
).meta({ type: 'string', description: 'Always `<default>`' });

/** The tenant in an answer. */
export const tenantReply = z.literal(TENANT);

/** A tag of a process instance. */
export const tag = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/, 'Expected a tag: a letter, then up to 99 letters, digits or _-:.');

/** An id a client gives its commands for its own bookkeeping. */
export const operationReference = optional(z.int().min(1));

/** A text that may stand in an index: not longer than `max` characters (PostgreSQL takes 2,704 bytes there). */
export const name = (max = 800) => z.string().max(max);

/** Path parameter(s) that are keys. */
export const keyParams = <const Name extends string>(parameter: Name): z.ZodObject<Record<Name, typeof key>> =>
  z.object({ [parameter]: key } as Record<Name, typeof key>);
