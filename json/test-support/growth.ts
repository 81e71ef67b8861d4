const SMALL = 20_000;
const TIMES = 16;
const RUNS = 4;

/** What `growth` is when the work grows with the square of the length; it is about the root of that when it grows with the length. */
export const SQUARE = TIMES ** 2;

const shortest = (runs: number, work: () => unknown): number =>
  Math.min(
    ...Array.from({ length: runs }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );

/** How many times the work takes for a text that is 16 times as long: the shortest of several runs of each. */
export function growth(textOf: (length: number) => string, work: (text: string) => unknown): number {
  const [small, large] = [textOf(SMALL), textOf(SMALL * TIMES)];
  work(small);
  // Below a tenth of a millisecond it is the clock that is measured.
  return (
    shortest(RUNS, () => work(large)) /
    Math.max(
      0.1,
      shortest(RUNS * 4, () => work(small)),
    )
  );
}
