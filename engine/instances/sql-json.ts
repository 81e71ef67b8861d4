/**
 * JSON text for a `json` or `jsonb` parameter whose texts SQL takes out. PostgreSQL's texts hold neither U+0000 nor half
 * of a surrogate pair; each becomes U+FFFD. (Texts that are themselves JSON, as variables are, keep theirs: inside them it
 * is an escaped backslash.)
 */
export function jsonbText(value: unknown): string {
  const text = JSON.stringify(value);
  return UNSTORABLE.test(text) ? text.replace(UNSTORABLE_ESCAPE, '$1\\ufffd') : text;
}

/** JSON.stringify escapes a surrogate only where its other half is missing (ECMA-262, QuoteJSONString). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const UNSTORABLE_ESCAPE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f]..)/g;
