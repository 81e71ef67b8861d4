import { decodeJson, type InexactLiteral } from '../../json/index.js';

/** JSON that was read, or what is wrong with a text: it is no JSON, or has a number that cannot be kept (the first). */
export type ReadJson =
  | { readonly value: unknown }
  | { readonly wrong: 'syntax'; readonly detail: string }
  | { readonly wrong: 'number'; readonly number: InexactLiteral };

/** Reads JSON that a person typed. */
export const readJson = (text: string): ReadJson => {
  try {
    const { document, inexact } = decodeJson(text);
    const [number] = inexact;
    return number === undefined ? { value: document } : { wrong: 'number', number };
  } catch (error) {
    return { wrong: 'syntax', detail: error instanceof Error ? error.message : String(error) };
  }
};

/** JSON text with line breaks and indentation; text that is none (it was cut) stays as it is. */
export const formattedJson = (text: string): string => {
  const read = readJson(text);
  return 'value' in read ? JSON.stringify(read.value, null, 2) : text;
};
