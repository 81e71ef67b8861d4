import type { Ending, Step } from '../expected.js';
import type { World } from '../world.js';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * When instances are made.
 * - `ended`: they have ended when the dump is taken.
 * - `early`: before second versions are deployed and the Temporal workers of somebody else are stopped.
 * - `resting`: they wait, and the engine has nothing to do.
 * - `late`: right before the worker is stopped.
 * - `cut off`: after that, so that nothing has been done for them but what the API does by itself.
 */
export type When = 'ended' | 'early' | 'resting' | 'late' | 'cut off';

/** Instances of a kind. */
export interface Lot {
  /** Its instances are called `name-0`, `name-1` …: their business ids. */
  readonly name: string;
  readonly process: string;
  readonly count: number;
  readonly when: When;
  readonly what: string;
  readonly variables?: (id: string, i: number) => Variables;
  /** How it is started; absent: over the API. */
  readonly begin?: (world: World, id: string, variables: Variables) => Promise<string>;
  /** What is done to it before the dump is taken. */
  readonly arrange?: (world: World, key: string, id: string, i: number) => Promise<unknown>;
  readonly finish: readonly Step[] | ((id: string, i: number) => readonly Step[]);
  readonly ends?: Ending;
  readonly leaves?: Variables;
  /** Of its children, all generations, where it is not what `later` says. */
  readonly childrenFinish?: readonly Step[];
}
