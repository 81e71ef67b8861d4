import type { Expression, Json } from '../../model/index.js';
import type { Instance, Step } from '../behaviour.js';
import type { Variables } from '../messages.js';
import { Obstacle } from '../incidents/obstacle.js';
import { unexpectedValue, type Wanted } from '../incidents/reason.js';

/**
 * How many bytes (UTF-8) a text may have that something is found by: of a message its name and its correlation key go
 * into one row of an index, which PostgreSQL limits to 2,704.
 */
const longest = 1_000;

/** A text that something is called or found by. Fixed numbers count as the text they were written as. */
export function text(step: Step, expression: Expression, at: Instance): string {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string') return bounded(expression, value);
  if (expression.kind === 'static' && typeof value === 'number') return String(value);
  throw unexpected(expression, { wanted: 'text' }, value);
}

/** A text or a number, as text: what correlation keys are made of (Camunda: messages). */
export function textOrNumber(step: Step, expression: Expression, at: Instance): string {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string' || typeof value === 'number') return bounded(expression, String(value));
  throw unexpected(expression, { wanted: 'text-or-number' }, value);
}

/** A whole number from `least` to `most`. Fixed texts are read as numbers. */
export function wholeNumber(step: Step, expression: Expression, at: Instance, least: number, most: number): number {
  const value = step.evaluate(expression, at);
  const number = expression.kind === 'static' && typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw unexpected(expression, { wanted: 'whole-number', least, most }, value);
}

export function boolean(step: Step, expression: Expression, at: Instance, more?: Variables): boolean {
  const value = step.evaluate(expression, at, more);
  if (typeof value === 'boolean') return value;
  throw unexpected(expression, { wanted: 'true-or-false' }, value);
}

export function list(step: Step, expression: Expression, at: Instance): readonly Json[] {
  const value = step.evaluate(expression, at);
  if (Array.isArray(value)) return value as readonly Json[];
  throw unexpected(expression, { wanted: 'list' }, value);
}

/** Names: a list of texts, or one text with commas between them. */
export function names(step: Step, expression: Expression, at: Instance): readonly string[] {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string')
    return value
      .split(',')
      .map((name) => bounded(expression, name.trim()))
      .filter((name) => name !== '');
  if (Array.isArray(value) && value.every((name) => typeof name === 'string'))
    return value.map((name) => bounded(expression, name));
  throw unexpected(expression, { wanted: 'texts' }, value);
}

/** The obstacle of a value of the wrong kind (Camunda: EXTRACT_VALUE_ERROR). */
export function unexpected(expression: Expression, wanted: Wanted, value: Json): Obstacle {
  const source = expression.kind === 'feel' ? expression.source : undefined;
  return new Obstacle('EXTRACT_VALUE_ERROR', unexpectedValue(source, wanted, shortened(value)));
}

/** The name of a variable that no index would hold; undefined when there is none. */
export function overlongName(variables: Variables): string | undefined {
  return Object.keys(variables).find((name) => !isShort(name));
}

function bounded(expression: Expression, value: string): string {
  if (isShort(value)) return value;
  throw unexpected(expression, { wanted: 'short-text', most: longest }, value);
}

function isShort(value: string): boolean {
  return value.length * 3 <= longest || bytesOf(value) <= longest;
}

/** How long a text is in UTF-8; halves of characters count as the replacement character. */
function bytesOf(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The first 100 characters of a value. 202 code units hold at least one more; the last may be half of one. */
export function shortened(value: Json): string {
  const text = JSON.stringify(value);
  const characters = [...text.slice(0, 202)];
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : text;
}
