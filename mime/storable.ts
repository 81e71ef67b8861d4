/** Halves of a character that stand alone: UTF-8 has none, and PostgreSQL takes none in JSON. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * The value with all its texts as PostgreSQL can keep them, in `text` and in JSON: without U+0000, and with whole
 * characters only. Goes through arrays, maps and plain objects; everything else, such as a buffer, is left as it is.
 */
export function storable<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\u{fffd}');
  if (Array.isArray(value)) return value.map(cleaned);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [cleaned(key), cleaned(item)]));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleaned(item)]));
}
