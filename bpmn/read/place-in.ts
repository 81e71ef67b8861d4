/** Where something could not be read, and why. */
export interface MisreadPlace {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What the XML parser or bpmn-moddle says, in its few English words: `closing tag mismatch`. */
  readonly reason: string;
}

/** The parser quotes the file. */
const longestReason = 300;

/** Takes a message of bpmn-moddle apart: it tells line and reason only in the text. */
export function placeIn(message: string): MisreadPlace {
  const reason = /nested error: (.*)$/s.exec(message)?.[1] ?? message;
  const placed = (what: string) => Number(new RegExp(`${what}: (\\d+)`).exec(message)?.[1] ?? 0) + 1;
  return { line: placed('line'), column: placed('column'), reason: reason.slice(0, longestReason) };
}
