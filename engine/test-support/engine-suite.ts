import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Store } from '../../desk/index.js';
import { openLosingProxy, type LosingProxy } from './losing-proxy.js';
import { openTestStore, type TestStore } from './test-store.js';

export interface EngineSuiteOptions {
  /** The product's clock can be pinned. */
  readonly testClock?: boolean;
  /** It has a way to the database on which things go wrong, and a store that goes this way. */
  readonly losing?: boolean;
  /** When everything that is on its way is done and the checker must find nothing wrong. */
  readonly verify: 'each' | 'end' | 'never';
}

/** What the tests of a suite work on. */
export interface EngineSuite {
  readonly rig: TestStore;
  /** The way of `watched`. @throws when the suite is not `losing` */
  readonly proxy: LosingProxy;
  /** A store on whose way to the database something can be done. @throws when the suite is not `losing` */
  readonly watched: Store;
}

/**
 * Opens a store on a database of its own for the tests of a suite, checks what they leave behind, and closes it. What is
 * answered gives it from the suite's own `beforeAll` on.
 */
export function engineSuite({ testClock = false, losing = false, verify }: EngineSuiteOptions): () => EngineSuite {
  let rig: TestStore;
  let way: { readonly proxy: LosingProxy; readonly store: Store } | undefined;

  const check = async (): Promise<void> => {
    await rig.idle();
    expect((await rig.store.verify()).faults).toEqual([]);
  };
  const lossy = () => {
    if (way === undefined) throw new Error('the suite has no way on which things go wrong');
    return way;
  };

  beforeAll(async () => {
    rig = await openTestStore({ testClock });
    if (!losing) return;
    const proxy = await openLosingProxy(rig.url);
    way = { proxy, store: rig.another({ url: proxy.url }) };
    await way.store.clock.refresh();
  });
  if (verify === 'each') afterEach(check);
  afterAll(async () => {
    try {
      if (verify === 'end') await check();
    } finally {
      await rig.close();
      await way?.proxy.close();
    }
  });

  return () => ({
    rig,
    get proxy() {
      return lossy().proxy;
    },
    get watched() {
      return lossy().store;
    },
  });
}
