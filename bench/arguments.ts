/** What is asked for on the command line. */
export interface Arguments {
  readonly names: readonly string[];
  /** One JSON object a line instead of a table. */
  readonly json: boolean;
  /** Folder of the hand-written Temporal workflows to run in the same sitting. */
  readonly beside: string | undefined;
}

export const usage = `npm run bench -- NAME… [--json] [--beside DIR]
  NAME          one-task ticket user-task fan-out idle startup kernel, or one workload of the kernel (k-ticket …)
  --json        one JSON object a line
  --beside DIR  also runs the hand-written Temporal workflows of ../shared/bench/temporal-limit, set up in DIR
  BENCH_N       number of instances (users, items) instead of the description's
  BENCH_SECONDS the longest time of one measurement
  BENCH_ROUNDS  how often each is measured, by turns with what runs beside it; the best round counts`;

/**
 * Reads the arguments behind `npm run bench --`.
 *
 * @throws Error when a name or an option is unknown, or there is no name
 */
export function readArguments(
  given: readonly string[],
  known: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Arguments {
  const names: string[] = [];
  let json = false;
  let beside = environment['BENCH_BESIDE'];
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] as string;
    if (argument === '--json') json = true;
    else if (argument === '--beside') beside = valueOf(argument, given[(index += 1)]);
    else if (known.includes(argument)) names.push(argument);
    else throw new Error(`${argument} is neither a workload nor an option.`);
  }
  if (names.length === 0) throw new Error('Name at least one workload.');
  return { names, json, beside: beside === '' ? undefined : beside };
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new Error(`${option} needs a folder.`);
  return value;
}
