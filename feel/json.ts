/** Plain JSON: what survives `JSON.parse(JSON.stringify(x))` unchanged. All kernel state is made of it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. `undefined` members do not exist in it. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Milliseconds since 1970-01-01T00:00:00Z. The kernel never reads a clock: instants come in with inputs. */
export type Instant = number;
