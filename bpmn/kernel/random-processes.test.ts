import { describe, expect, it } from '@jest/globals';
import type { ProcessDefinition } from '../model/index.js';
import { Random } from '../test-support/random.js';
import { RandomPlay } from '../test-support/random-play.js';
import { RandomProcesses } from '../test-support/random-process.js';

/** More by environment, as in a nightly run: `KERNEL_RANDOM_RUNS=20000 KERNEL_RANDOM_SEED=1`. */
const runs = Number(process.env['KERNEL_RANDOM_RUNS'] ?? 60);
const firstSeed = Number(process.env['KERNEL_RANDOM_SEED'] ?? 1);
const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index);

/** Runs a check for many seeds; a failure names its seed. */
function forSeeds(check: (random: Random) => void): void {
  for (const seed of seeds) {
    try {
      check(new Random(seed));
    } catch (cause) {
      throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}

const startVariables = (random: Random) => ({ a: random.below(10), b: random.below(10), key: 'k' });

/** Plays to the end: first anything may happen, then only what leads on. */
function playToEnd(play: RandomPlay, random: Random, wild: boolean): void {
  play.start(startVariables(random));
  for (let turn = 0; wild && turn < 40 && play.happen(false); turn += 1) if (random.chance(0.2)) play.answerLate();
  for (let turn = 0; turn < 5_000 && play.happen(true); turn += 1) if (random.chance(0.05)) play.answerLate();
}

/** How many items a multi-instance activity of a random process has; they are written as a list of numbers. */
function itemsOf({ elements }: ProcessDefinition, id: string): number {
  const element = elements[id];
  const items = element && 'multiInstance' in element ? element.multiInstance?.inputCollection : undefined;
  return items?.kind === 'feel' ? (JSON.parse(items.source) as unknown[]).length : 0;
}

function tally(elements: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const element of elements) counts.set(element, (counts.get(element) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
}

describe('random processes', () => {
  it('with interruptions, errors and failures keep all invariants and end', () => {
    forSeeds((random) => {
      const play = new RandomPlay(new RandomProcesses(random, false).make().definition, random);
      playToEnd(play, random, true);
      expect(play.state.status).toBe('completed');
    });
  });

  it('can be cancelled at any moment', () => {
    forSeeds((random) => {
      const play = new RandomPlay(new RandomProcesses(random, false).make().definition, random);
      play.start(startVariables(random));
      for (let turn = random.below(15); turn > 0 && play.happen(false); turn -= 1);
      if (!play.host.ended) play.cancel();
      expect(play.host.open.size).toBe(0);
    });
  });

  it('enter a fork and its join equally often, and an iteration for every item, where nothing interrupts', () => {
    forSeeds((random) => {
      const { definition, pairs } = new RandomProcesses(random, true).make();
      const play = new RandomPlay(definition, random);
      playToEnd(play, random, false);
      expect(play.state.status).toBe('completed');
      const entered = new Map(tally(play.host.entered));
      for (const [fork, join] of pairs) expect([join, entered.get(join)]).toEqual([join, entered.get(fork)]);
      for (const { element, iterations } of play.host.bodies.values()) {
        expect([element, iterations]).toEqual([element, itemsOf(definition, element)]);
      }
    });
  });

  it('enter the same elements in whatever order their work is done, where nothing interrupts', () => {
    forSeeds((random) => {
      const { definition } = new RandomProcesses(random, true).make();
      const variables = startVariables(random);
      const orders = [1, 2, 3].map((order) => {
        const play = new RandomPlay(definition, new Random(random.seed * 31 + order));
        play.start(variables);
        while (play.happen(true));
        return tally(play.host.entered);
      });
      expect(orders[1]).toEqual(orders[0]);
      expect(orders[2]).toEqual(orders[0]);
    });
  });
});
