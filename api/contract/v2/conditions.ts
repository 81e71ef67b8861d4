import { z } from 'zod';
import { instant, key, smallInteger } from './values.js';

/** The operators of a condition, after reading; all that are given must hold. A plain value is `$eq`. */
export interface Condition<Value> {
  readonly $eq?: Value | undefined;
  readonly $neq?: Value | undefined;
  readonly $exists?: boolean | undefined;
  readonly $in?: readonly Value[] | undefined;
  readonly $notIn?: readonly Value[] | undefined;
  readonly $gt?: Value | undefined;
  readonly $gte?: Value | undefined;
  readonly $lt?: Value | undefined;
  readonly $lte?: Value | undefined;
  /** Wildcards `*` (any run) and `?` (one character), escaped by a backslash. */
  readonly $like?: string | undefined;
}

const listOf = <Schema extends z.ZodType>(value: Schema) => z.array(value).max(1_000).optional();

const equality = <Schema extends z.ZodType>(value: Schema) => ({
  $eq: value.optional(),
  $neq: value.optional(),
  $exists: z.boolean().optional(),
  $in: listOf(value),
  $notIn: listOf(value),
});

const range = <Schema extends z.ZodType>(value: Schema) => ({
  $gt: value.optional(),
  $gte: value.optional(),
  $lt: value.optional(),
  $lte: value.optional(),
});

/** Camunda's Java client sends empty lists with every condition: they are no restriction. */
const withoutEmptyLists = <Value>({ $in, $notIn, ...others }: Condition<Value>): Condition<Value> => ({
  ...others,
  ...($in !== undefined && $in.length > 0 && { $in }),
  ...($notIn !== undefined && $notIn.length > 0 && { $notIn }),
});

/** Reads a plain value or an object of operators. Values are never objects themselves, so the two cannot be confused. */
const condition = <Schema extends z.ZodType, Shape extends z.core.$ZodShape>(value: Schema, operators: Shape) =>
  z
    .union([value, z.strictObject(operators)])
    .transform((given): Condition<z.output<Schema>> =>
      typeof given === 'object' && given !== null && !(given instanceof Date)
        ? withoutEmptyLists(given as Condition<z.output<Schema>>)
        : { $eq: given as z.output<Schema> },
    );

/** `null` is as good as leaving the condition out. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);

export const textCondition = maybe(condition(z.string(), { ...equality(z.string()), $like: z.string().optional() }));
export const keyCondition = maybe(condition(key, equality(key)));
export const integerCondition = maybe(condition(smallInteger, { ...equality(smallInteger), ...range(smallInteger) }));
export const instantCondition = maybe(condition(instant, { ...equality(instant), ...range(instant) }));

/** A condition on an enum: values in any case. */
export const enumCondition = <const Values extends readonly [string, ...string[]]>(values: Values) => {
  const value = z.preprocess((given) => (typeof given === 'string' ? given.toUpperCase() : given), z.enum(values));
  return maybe(condition(value, { ...equality(value), $like: z.string().optional() }));
};

/** Plain flags. */
export const flag = maybe(z.boolean());

/** A condition on the value of a variable of a name; the value is compared as JSON text. */
export const variableConditions = maybe(
  z
    .array(
      z.object({
        name: z.string(),
        value: condition(z.string(), { ...equality(z.string()), $like: z.string().optional() }),
      }),
    )
    .max(50),
);
