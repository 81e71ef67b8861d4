/** Puts `text` in the place of a range of a source; an empty range inserts. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies edits whose ranges do not overlap; of several at one place the first comes first. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((one, other) => one.from - other.from || one.to - other.to);
  let result = '';
  let copied = 0;
  for (const { from, to, text } of inOrder) {
    result += source.slice(copied, from) + text;
    copied = to;
  }
  return result + source.slice(copied);
}
