import type { Json } from '../../bpmn/index.js';

/** Values that an email may name, by path. */
export type TemplateValues = Readonly<Record<string, Json>>;

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** What an email's text asks for. */
export class MissingValueError extends Error {
  override readonly name = 'MissingValueError';

  constructor(readonly path: string) {
    super(`The email needs ${path}, which has no value`);
  }
}

/** Paths that a text names, each once. */
export const placeholders = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, path]) => path!)),
];

function valueAt(values: TemplateValues, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>(
      (value, name) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
          ? (value as TemplateValues)[name]
          : undefined,
      values,
    );
}

/**
 * Puts values in place of `{{path}}`. What is put in is never read for placeholders again.
 * @throws MissingValueError for a path without a text, number or truth value
 */
export function fillIn(text: string, values: TemplateValues): string {
  return text.replaceAll(PLACEHOLDER, (_, path: string) => {
    const value = valueAt(values, path);
    if (value === undefined || value === null || typeof value === 'object') throw new MissingValueError(path);
    return String(value);
  });
}
