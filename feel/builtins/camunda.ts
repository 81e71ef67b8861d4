import { date } from '@bpmn-io/feelin';
import { InexactNumberError, parseJson } from '../../json/index.js';
import { isEqual } from './comparisons.js';
import { isDateTime } from '../temporal-values.js';
import { toJson } from '../to-json.js';

/** A built-in function of Camunda's FEEL that feelin lacks, with the names of its parameters. */
interface Addition {
  readonly parameters: readonly string[];
  readonly call: (...given: never[]) => unknown;
}

/**
 * Camunda 8's built-in functions beyond the standard's (Camunda: FEEL built-in functions). A wrong type gives null.
 * `uuid` and `random number` are not among them: an evaluation gives the same result when it is repeated.
 */
export const camundaFunctions: Readonly<Record<string, Addition>> = {
  'is defined': { parameters: ['value'], call: (value: unknown) => value !== null && value !== undefined },
  get_or_else: {
    parameters: ['value', 'default'],
    call: (value: unknown, otherwise: unknown) => value ?? otherwise ?? null,
  },
  assert: { parameters: ['value', 'condition', 'cause'], call: assert },
  trim: { parameters: ['string'], call: (text: unknown) => (isText(text) ? text.trim() : null) },
  'is blank': { parameters: ['string'], call: (text: unknown) => (isText(text) ? text.trim() === '' : null) },
  'to base64': { parameters: ['value'], call: (text: unknown) => (isText(text) ? base64(text) : null) },
  'to json': {
    parameters: ['value'],
    call: (value: unknown) => JSON.stringify(toJson(value, { warn: () => undefined, grow: () => undefined })),
  },
  'from json': { parameters: ['value'], call: fromJson },
  'is empty': { parameters: ['list'], call: (list: unknown) => (Array.isArray(list) ? list.length === 0 : null) },
  'list contains': { parameters: ['list', 'element'], call: listContains },
  partition: { parameters: ['list', 'size'], call: partition },
  'duplicate values': { parameters: ['list'], call: duplicates },
  'last day of month': { parameters: ['date'], call: lastDayOfMonth },
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** feelin's own looks for contexts and lists by identity. */
function listContains(list: unknown, element: unknown): boolean | null {
  if (!Array.isArray(list)) return null;
  const wanted: unknown = element ?? null;
  return list.some(
    (each: unknown) => Array.isArray(each) === Array.isArray(wanted) && isEqual(each ?? null, wanted) === true,
  );
}

function assert(value: unknown, condition: unknown, cause: unknown): unknown {
  if (condition === true) return value;
  throw new Error(isText(cause) ? cause : 'The condition is not fulfilled');
}

/** Without `btoa` and `Buffer`: not everywhere where expressions run there is either. */
function base64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes = [...utf8(text)];
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const three = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += `${digits[three >> 18]}${digits[(three >> 12) & 63]}`;
    encoded += `${second === undefined ? '=' : digits[(three >> 6) & 63]}${third === undefined ? '=' : digits[three & 63]}`;
  }
  return encoded;
}

function* utf8(text: string): Generator<number> {
  const escaped = encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] !== '%') yield escaped.charCodeAt(at);
    else {
      yield Number.parseInt(escaped.slice(at + 1, at + 3), 16);
      at += 2;
    }
  }
}

/** @throws InexactNumberError: another number than the one in the text would be worse than none */
function fromJson(text: unknown): unknown {
  if (!isText(text)) return null;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof InexactNumberError) throw error;
    return null;
  }
}

function partition(list: unknown, size: unknown): unknown {
  if (!Array.isArray(list) || typeof size !== 'number' || size < 1) return null;
  const parts: unknown[][] = [];
  for (let at = 0; at < list.length; at += Math.floor(size)) parts.push(list.slice(at, at + Math.floor(size)));
  return parts;
}

function duplicates(list: unknown): unknown {
  if (!Array.isArray(list)) return null;
  const seen = new Map<string, { readonly item: unknown; times: number }>();
  for (const item of list as readonly unknown[]) {
    const text = JSON.stringify(item);
    const entry = seen.get(text);
    if (entry) entry.times += 1;
    else seen.set(text, { item, times: 1 });
  }
  return [...seen.values()].filter(({ times }) => times > 1).map(({ item }) => item);
}

function lastDayOfMonth(value: unknown): unknown {
  if (!isDateTime(value)) return null;
  const last = new Date(Date.UTC(value.year, value.month, 0));
  return date(last.toISOString().slice(0, 10));
}
