/** A point of the canvas, in px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of the longest part of a line of at least one point, where a mark is not taken for one of its ends. */
export const middleOf = (line: readonly Point[]): Point => {
  let longest = -1;
  let middle = line[0] ?? { x: 0, y: 0 };
  for (const [index, to] of line.entries()) {
    const from = line[index - 1] ?? to;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length <= longest) continue;
    longest = length;
    middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }
  return middle;
};
