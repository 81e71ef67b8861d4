const SMALL = 10_000;
const TIMES = 32;
const RUNS = 5;

/** What `growth` is when the work grows with the square of the length; it is about the root of that when it grows with the length. */
export const SQUARE = TIMES ** 2;

/** Microseconds of processor time: what others do on the machine meanwhile does not count. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const least = (runs: number, work: () => unknown): number =>
  Math.min(...Array.from({ length: runs }, () => cost(work)));

/** How many times the work costs for a text that is 32 times as long: the cheapest of several runs of each. */
export function growth(textOf: (length: number) => string, work: (text: string) => unknown): number {
  const [small, large] = [textOf(SMALL), textOf(SMALL * TIMES)];
  work(small);
  // Below 100 µs it is the measuring that costs.
  return (
    least(RUNS, () => work(large)) /
    Math.max(
      100,
      least(RUNS, () => work(small)),
    )
  );
}
