/** RFC 5322 §3.6.4, without its obsolete forms; `<>`, or a name alone, identifies nothing. */
const MESSAGE_ID = /<[^<>\s@]{1,500}@[^<>\s@]{1,255}>/g;

/** The different Message-IDs that stand in a text, in its order; no more than `most` are looked for. */
export function messageIds(text: string, most: number): readonly string[] {
  const found = new Set<string>();
  for (const [id] of text.matchAll(MESSAGE_ID)) {
    found.add(id);
    if (found.size === most) break;
  }
  return [...found];
}
