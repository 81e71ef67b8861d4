/** How much is measured. */
export interface Limits {
  /** Process instances (users, items) instead of the workload's own number. */
  readonly instances: number | undefined;
  /** The longest time of one measurement, in seconds. */
  readonly seconds: number;
}

/** A peer engine and the folder of its harness. */
export interface PeerChoice {
  readonly engine: string;
  readonly folder: string;
}

/** What is asked for on the command line. */
export interface Arguments {
  readonly names: readonly string[];
  /** One JSON object a line instead of tables. */
  readonly json: boolean;
  readonly peer: PeerChoice | undefined;
  /** Folder of another checkout of this project, or of hand-written Temporal workflows. */
  readonly baseline: string | undefined;
  /** How often each workload is measured, by turns; the best round counts. */
  readonly rounds: number;
  readonly limits: Limits;
}

const SECONDS = 120;
const ROUNDS_BY_TURNS = 3;

export const usage = `npm run bench -- NAME… [--json] [--peer operaton DIR] [--baseline DIR] [--rounds N] [--instances N] [--seconds N]
  NAME                 one-task ticket user-task fan-out timers event-loop startup kernel, or one workload of the kernel (k-ticket …)
  --json               one JSON object a line
  --peer operaton DIR  by turns with Operaton, whose harness lies in DIR (setup.sh, server/, driver/); needs Maven, JDK 17, PostgreSQL
  --baseline DIR       by turns with another checkout of this project in DIR, or with hand-written Temporal workflows (setup.sh, run.sh)
  --rounds N           how often each is measured, the best round counts (${ROUNDS_BY_TURNS} by turns, else 1)
  --instances N        number of instances (users, items) instead of the workload's own
  --seconds N          the longest time of one measurement (${SECONDS})`;

/**
 * Reads the arguments behind `npm run bench --`.
 *
 * @param peers names of the engines that there is a driver for
 * @throws Error when a name, an option or its value makes no sense, or there is no name
 */
export function readArguments(given: readonly string[], known: readonly string[], peers: readonly string[]): Arguments {
  const names: string[] = [];
  const numbers: Partial<Record<'--rounds' | '--instances' | '--seconds', number>> = {};
  let json = false;
  let peer: PeerChoice | undefined;
  let baseline: string | undefined;
  const rest = [...given];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '--json') json = true;
    else if (argument === '--baseline') baseline = valueOf(argument, 'a folder', rest.shift());
    else if (argument === '--peer') {
      const engine = valueOf(argument, 'an engine and a folder', rest.shift());
      if (!peers.includes(engine)) throw new Error(`${engine} is no peer. There is: ${peers.join(', ')}.`);
      peer = { engine, folder: valueOf(`${argument} ${engine}`, 'a folder', rest.shift()) };
    } else if (argument === '--rounds' || argument === '--instances' || argument === '--seconds') {
      numbers[argument] = positive(argument, rest.shift());
    } else if (known.includes(argument)) names.push(argument);
    else throw new Error(`${argument} is neither a workload nor an option.`);
  }
  if (names.length === 0) throw new Error('Name at least one workload.');
  const byTurns = peer !== undefined || baseline !== undefined;
  return {
    names,
    json,
    peer,
    baseline,
    rounds: numbers['--rounds'] ?? (byTurns ? ROUNDS_BY_TURNS : 1),
    limits: { instances: numbers['--instances'], seconds: numbers['--seconds'] ?? SECONDS },
  };
}

function valueOf(option: string, what: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new Error(`${option} needs ${what}.`);
  return value;
}

function positive(option: string, text: string | undefined): number {
  const value = Number(valueOf(option, 'a number', text));
  if (!Number.isSafeInteger(value) || value <= 0)
    throw new Error(`${option} needs a positive whole number, not ${text}.`);
  return value;
}
