import type { Expression, Json } from '../model/index.js';
import type { Instance, Step } from './behaviour.js';
import type { Variables } from './messages.js';
import { Obstacle } from './obstacle.js';

/** A text. Fixed numbers count as the text they were written as. */
export function text(step: Step, expression: Expression, at: Instance): string {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string') return value;
  if (expression.kind === 'static' && typeof value === 'number') return String(value);
  throw unexpected(expression, 'a text', value);
}

/** A text or a number, as text: what correlation keys are made of (Camunda: messages). */
export function textOrNumber(step: Step, expression: Expression, at: Instance): string {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw unexpected(expression, 'a text or a number', value);
}

/** A whole number from `least` to `most`. Fixed texts are read as numbers. */
export function wholeNumber(step: Step, expression: Expression, at: Instance, least: number, most: number): number {
  const value = step.evaluate(expression, at);
  const number = expression.kind === 'static' && typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw unexpected(expression, `a whole number from ${least} to ${most}`, value);
}

export function boolean(step: Step, expression: Expression, at: Instance, more?: Variables): boolean {
  const value = step.evaluate(expression, at, more);
  if (typeof value === 'boolean') return value;
  throw unexpected(expression, 'true or false', value);
}

export function list(step: Step, expression: Expression, at: Instance): readonly Json[] {
  const value = step.evaluate(expression, at);
  if (Array.isArray(value)) return value as readonly Json[];
  throw unexpected(expression, 'a list', value);
}

/** Names: a list of texts, or one text with commas between them. */
export function names(step: Step, expression: Expression, at: Instance): readonly string[] {
  const value = step.evaluate(expression, at);
  if (typeof value === 'string')
    return value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw unexpected(expression, 'a list of texts', value);
}

/** The obstacle of a value of the wrong kind (Camunda: EXTRACT_VALUE_ERROR). */
export function unexpected(expression: Expression, wanted: string, value: Json): Obstacle {
  const source = expression.kind === 'feel' ? `Expression '${expression.source}'` : 'The fixed value';
  const shown = JSON.stringify(value);
  const short = shown.length > 100 ? `${shown.slice(0, 100)}…` : shown;
  return new Obstacle('EXTRACT_VALUE_ERROR', `${source} should give ${wanted}, but gave ${short}`);
}
