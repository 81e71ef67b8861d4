import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, service, start, timerCatch, timerStart } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../../engine/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { createLogger } from '../logger.js';
import { startRelay, type Relay } from './relay.js';

let rig: TestStore;
let relay: Relay;
let hanging: Hanging;
beforeEach(() => {
  hanging = new Hanging();
});
afterEach(async () => {
  hanging.end();
  await relay.stop();
  await rig.close();
});

/** A Temporal that takes nothing; every call ends as `failing` does. */
const away = (failing: () => Promise<never>): Client =>
  ({
    workflow: { start: failing, signalWithStart: failing, getHandle: () => ({ signal: failing }) },
  }) as unknown as Client;

const refusing = () => Promise.reject(new Error('14 UNAVAILABLE'));

/** Calls that hang until the test is over. */
class Hanging {
  #end: () => void = () => undefined;
  readonly #calls = new Promise<never>((_resolve, reject) => {
    this.#end = () => {
      reject(new Error('4 DEADLINE_EXCEEDED'));
    };
  });

  readonly call = (): Promise<never> => this.#calls;
  end(): void {
    this.#calls.catch(() => undefined);
    this.#end();
  }
}

describe('a relay whose worker is busy', () => {
  it('keeps workflows that only arm timers back, and sends inputs', async () => {
    rig = await openTestStore();
    await rig.deploy(
      build({ elements: [start(), timerCatch('pause', 'P30D'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
      build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'),
    );
    const calls: string[] = [];
    const tell = (call: string) => () => Promise.resolve(calls.push(call));
    const client = { workflow: { signalWithStart: tell('signal'), getHandle: () => ({ signal: tell('signal') }) } };
    const workerClient = {
      withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
      workflow: { start: () => Promise.resolve({ eagerlyStarted: calls.push('begin') < 0 }) },
    };
    for (let i = 0; i < 40; i += 1) await rig.start('pausing');
    relay = startRelay({
      store: rig.store,
      client: client as unknown as Client,
      workerClient: workerClient as unknown as Client,
      logger: createLogger('silent'),
      pollMs: 60_000,
    });
    const unsent = async () => (await rig.all('select 1 from inboxes where unsent')).length;
    await until(async () => (await unsent()) < 40, 5_000);
    const working = await rig.start('working');
    void rig.store.engine.setVariables(processInstanceKey(working), { a: 1 }, true).catch(() => undefined);
    await until(() => Promise.resolve(calls.includes('signal')), 5_000);
    expect(calls.filter((call) => call === 'begin')).toHaveLength(16);
    expect(await unsent()).toBeGreaterThanOrEqual(24);
  });
});

describe('a relay without Temporal', () => {
  it.each([
    ['that refuses', refusing],
    ['that does not answer for a while', () => hanging.call()],
  ])('still opens the instances that were asked for: %s', async (_how, failing) => {
    rig = await openTestStore();
    await rig.deploy(
      build({ elements: [start(), call('call', 'called'), end()], flows: ['start -> call -> end'] }, 'calling'),
      build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'called'),
      build({ elements: [timerStart('daily', 'R/PT24H'), end()], flows: ['daily -> end'] }, 'nightly'),
    );
    relay = startRelay({ store: rig.store, client: away(failing), logger: createLogger('silent'), pollMs: 20 });
    const parents = [await rig.start('calling'), await rig.start('calling')];
    for (const parent of parents) {
      await until(
        async () => (await rig.all('select 1 from process_instances where parent_number = $1', parent)).length === 1,
        5_000,
      );
    }
  });
});
