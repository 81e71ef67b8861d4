import { readJson, type ReadJson } from '../../../forms/json-text.js';

/** What a text of variables turned out to be. */
export type VariablesText =
  | { readonly variables: Readonly<Record<string, unknown>> }
  /** JSON, but no object. */
  | { readonly wrong: 'shape' }
  | Extract<ReadJson, { readonly wrong: string }>;

/** Reads variables: a JSON object. Nothing at all is no variables. */
export const readVariables = (text: string): VariablesText => {
  if (text.trim() === '') return { variables: {} };
  const read = readJson(text);
  if ('wrong' in read) return read;
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: 'shape' };
  return { variables: value as Readonly<Record<string, unknown>> };
};
