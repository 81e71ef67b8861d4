import { isDateTime, isDuration, kindOfDuration, kindOfMoment } from '../temporal-values.js';

/** Name under which `isInstanceOf` stands in the scope of an expression; it is not written by hand. */
export const instanceOfName = 'value_is_instance_of';

/** `x instance of T` (DMN 1.5, 10.3.2.14) for the type names Camunda knows. Throws for any other. */
export function isInstanceOf(value: unknown, type: string): boolean {
  if (!types.has(type)) throw new Error(`unknown type '${type}'`);
  if (value === null || value === undefined) return type === 'Null';
  return type === 'Any' || type === typeOf(value);
}

const types = new Set([
  'Any',
  'Null',
  'number',
  'string',
  'boolean',
  'list',
  'context',
  'function',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

function typeOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return typeof value;
  if (Array.isArray(value)) return 'list';
  if (isDateTime(value)) return kindOfMoment(value);
  if (isDuration(value)) return kindOfDuration(value);
  return Object.getPrototypeOf(value) === Object.prototype ? 'context' : 'function';
}
