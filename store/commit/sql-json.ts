/**
 * JSON text for a `jsonb` parameter. PostgreSQL's jsonb and text cannot hold U+0000; it becomes U+FFFD. (Texts that are
 * themselves JSON, as variables are, keep theirs: inside them it is an escaped backslash.)
 */
export function jsonbText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? text.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1\\ufffd') : text;
}
