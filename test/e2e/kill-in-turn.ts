import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../bpmn/test-support/random.js';

/** One way to hurt the product; false: it cannot be done right now. */
export type Blow = () => boolean | Promise<boolean>;

const LONGEST_PAUSE_MS = 2_800;
const SHORTEST_PAUSE_MS = 300;
/** What cannot be done now is tried again after so long: the process is being started. */
const AGAIN_MS = 50;

/**
 * Strikes one blow after the other at random instants, in the order of `order`, for `forMs` and until each of them has been
 * struck at least once. Answers how often each was struck.
 */
export async function killInTurn<Name extends string>(
  blows: Readonly<Record<Name, Blow>>,
  order: readonly NoInfer<Name>[],
  random: Random,
  forMs: number,
): Promise<Readonly<Record<Name, number>>> {
  const struck = Object.fromEntries(order.map((name) => [name, 0])) as Record<Name, number>;
  const end = Date.now() + forMs;
  for (let turn = 0; turn < order.length || Date.now() < end; turn += 1) {
    await delay(SHORTEST_PAUSE_MS + random.next() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
    const name = order[turn % order.length]!;
    while (!(await blows[name]())) await delay(AGAIN_MS);
    struck[name] += 1;
  }
  return struck;
}

/** The seed of a run: `CHAOS_SEED`, or by chance. A failure is tried again with it, as far as chance is ours. */
export const chaosSeed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 2 ** 31);
